package echo.simulation.world;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.feed.Storage;
import echo.api.party.Party;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import echo.crypto.AesGcmSealing;
import echo.crypto.jpake.JpakeExchanges;
import echo.crypto.noise.NoiseHandshakes;
import echo.node.EchoNode;
import echo.node.Loop;
import echo.node.Ports;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileStorage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/** A node alone, whose loops run only when told to: so a test can stand between any two of its steps. One thread. */
final class LoneNode {
    static final Address ADDRESS = new Address("hand", "here", 1);

    final NoiseHandshakes handshakes = new NoiseHandshakes();
    final EchoNode node;
    final MemoryDisk disk;
    private final Storage storage;
    private final Map<String, HandLoop> loops = new TreeMap<>();
    private final SplittableRandom random;
    private final KeyedHashSignatures signatures;

    LoneNode() {
        this(new MemoryDisk(), new KeyedHashSignatures(), new SplittableRandom(5));
    }

    private LoneNode(MemoryDisk disk, KeyedHashSignatures signatures, SplittableRandom random) {
        this(disk, FileStorage.open(disk, random, notice -> {}), signatures, random);
    }

    /** One that keeps what it has in {@code storage}, draws its chance from {@code seed}, and knows the keys of others as they do. */
    LoneNode(Storage storage, KeyedHashSignatures signatures, long seed) {
        this(new MemoryDisk(), storage, signatures, new SplittableRandom(seed));
    }

    private LoneNode(MemoryDisk disk, Storage storage, KeyedHashSignatures signatures, SplittableRandom random) {
        this.disk = disk;
        this.storage = storage;
        this.signatures = signatures;
        this.random = random;
        node = new EchoNode(new Ports(
                new Ports.Crypto(signatures, handshakes, new AesGcmSealing(), new JpakeExchanges()),
                label -> Hash.of(Bytes.utf8(label)).bytes(),
                storage,
                name -> loops.computeIfAbsent(name, key -> new HandLoop()),
                this::entropy,
                (verb, party, line) -> {}));
        node.start();
    }

    private Bytes entropy(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    /** Runs the loops whose name begins with {@code prefix} until they have nothing to do. */
    void run(String prefix) {
        boolean busy = true;
        while (busy) {
            busy = false;
            for (Map.Entry<String, HandLoop> entry : List.copyOf(loops.entrySet())) {
                busy |= entry.getKey().startsWith(prefix) && entry.getValue().runAll();
            }
        }
    }

    /** How many of the loops whose name begins with {@code prefix} have something to do. */
    long waiting(String prefix) {
        return loops.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix)
                        && !entry.getValue().tasks.isEmpty())
                .count();
    }

    <T> T await(CompletionStage<T> stage) {
        AtomicReference<T> result = new AtomicReference<>();
        stage.thenAccept(result::set);
        run("");
        return Optional.ofNullable(result.get()).orElseThrow();
    }

    Party create() {
        return await(node.create("a party"));
    }

    /** Stops it; its storage stays as it is. */
    void stop() {
        await(node.stop());
    }

    /** Stops it, and gives the same node as it starts again, without models. */
    LoneNode again() {
        stop();
        if (storage instanceof FileStorage files) {
            files.close();
        }
        return new LoneNode(disk, signatures, random);
    }

    /** Lets {@code ms} pass. */
    void pass(long ms) {
        loops.values().forEach(loop -> loop.pass(ms));
        run("");
    }

    /** A queue and a clock that stand still. */
    private static final class HandLoop implements Loop {
        private final Deque<Runnable> tasks = new ArrayDeque<>();
        private final List<Map.Entry<Long, Runnable>> delayed = new ArrayList<>();
        private long nowMs;

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void after(long delayMs, Runnable task) {
            delayed.add(Map.entry(nowMs + delayMs, task));
        }

        boolean runAll() {
            boolean ran = !tasks.isEmpty();
            while (!tasks.isEmpty()) {
                tasks.poll().run();
            }
            return ran;
        }

        void pass(long ms) {
            nowMs += ms;
            List.copyOf(delayed).stream()
                    .filter(entry -> entry.getKey() <= nowMs)
                    .forEach(entry -> {
                        delayed.remove(entry);
                        tasks.add(entry.getValue());
                    });
        }

        @Override
        public long wallMs() {
            return nowMs;
        }

        @Override
        public long nowMs() {
            return nowMs;
        }

        @Override
        public void close() {
            tasks.clear();
            delayed.clear();
        }
    }

    /** A transport in the test's hand: it says who may listen, and brings channels. */
    static final class HandTransport implements Transport {
        boolean busy;
        Optional<Function<Address, ChannelHandler>> acceptor = Optional.empty();

        @Override
        public String scheme() {
            return "hand";
        }

        @Override
        public Listener listen(Address at, Function<Address, ChannelHandler> whom) {
            if (busy || acceptor.isPresent()) {
                throw new EchoException(EchoException.Kind.NETWORK, "cannot listen on " + at);
            }
            acceptor = Optional.of(whom);
            return new Listener() {
                @Override
                public Address address() {
                    return at;
                }

                @Override
                public void close() {
                    acceptor = Optional.empty();
                }
            };
        }

        @Override
        public void dial(Address to, ChannelHandler handler) {
            handler.closed("cannot reach " + to);
        }

        /** A channel that someone has opened to the node. */
        HandChannel knock() {
            HandChannel channel = new HandChannel(acceptor.orElseThrow().apply(ADDRESS));
            channel.handler.opened(channel);
            return channel;
        }
    }

    /** One end of a channel in the test's hand. */
    static final class HandChannel implements Channel {
        final ChannelHandler handler;
        final List<Bytes> sent = new ArrayList<>();
        boolean closed;

        HandChannel(ChannelHandler handler) {
            this.handler = handler;
        }

        @Override
        public Address remote() {
            return ADDRESS;
        }

        @Override
        public void send(Bytes frame) {
            sent.add(frame);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                handler.closed("closed here");
            }
        }
    }
}
