package echo.bench.workload;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.model.PersistentMap;
import echo.bench.measure.CpuTime;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import echo.pipeline.feed.VerifiedRun;
import echo.pipeline.order.Gate.Decision;
import echo.pipeline.order.Linearizer;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Ordering alone: {@value #FEEDS} feeds whose messages depend on one another's newest, arriving in bursts in which
 * many have to be held; each burst was verified and read just before, as a peer does it. Beside: the same with feeds as numbers in
 * arrays.
 */
public final class OrderReady implements Workload {
    /** Rates rise for as long as compilers find something to do, which is about ten runs. */
    private static final int WARM_UPS = 12;

    private static final int RUNS = 9;
    private static final int FEEDS = 100;
    private static final int MESSAGES = 500_000;
    private static final int BURST = 1_000;
    private static final int DEPENDENCIES = 2;
    private static final long SEED = 42;
    private static final double NS_PER_S = 1e9;
    private static final PartyKey PARTY =
            new PartyKey(Hash.of(Bytes.utf8("party")).bytes());

    @Override
    public String name() {
        return "order.ready";
    }

    @Override
    public String says() {
        return "500,000 messages of 100 feeds, already verified and read, in an order that extends causality; messages/s";
    }

    @Override
    public Figure measure(Path scratch) {
        History history = new History();
        List<List<VerifiedRun>> arrivals = history.arrivals();
        List<Double> ordered = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int run = -WARM_UPS; run < RUNS; run++) {
            double ready = MESSAGES * NS_PER_S / history.order(arrivals);
            double numbers = MESSAGES * NS_PER_S / history.orderNumbers();
            if (run >= 0) {
                ordered.add(ready);
                bare.add(numbers);
            }
        }
        return new Figure(
                name(),
                "messages/s",
                ordered,
                Map.of("bare_arrays_messages/s", new Figure("bare", "", bare, Map.of()).value()));
    }

    /** What {@value #FEEDS} people wrote, each message after {@value #DEPENDENCIES} others' newest. */
    private static final class History {
        private final List<FeedKey> feeds = new ArrayList<>();
        private final Message[] messages = new Message[MESSAGES];
        /** Of each message its feed, then feed and length of each that it depends on. */
        private final int[][] numbers = new int[MESSAGES][];

        private final List<List<Bytes>> payloads = new ArrayList<>();
        private final SplittableRandom random = new SplittableRandom(SEED);

        History() {
            List<Map<Integer, Integer>> indexes = new ArrayList<>();
            long[][] covered = new long[FEEDS][FEEDS];
            long[] lamports = new long[FEEDS];
            Extent[] ends = new Extent[FEEDS];
            Arrays.fill(ends, Extent.EMPTY);
            for (int i = 0; i < FEEDS; i++) {
                feeds.add(new FeedKey(Hash.of(Bytes.utf8("feed " + i)).bytes()));
                payloads.add(new ArrayList<>());
                indexes.add(new TreeMap<>());
            }
            for (int number = 0; number < MESSAGES; number++) {
                int author = random.nextInt(FEEDS);
                List<FeedKey> named = new ArrayList<>();
                List<Advance> advances = new ArrayList<>();
                int[] plain = {author, 0, 0, 0, 0};
                for (int i = 0; i < DEPENDENCIES; i++) {
                    int other = random.nextInt(FEEDS);
                    if (other == author || ends[other].length() <= covered[author][other]) {
                        continue;
                    }
                    covered[author][other] = ends[other].length();
                    int next = indexes.get(author).size();
                    Integer known = indexes.get(author).putIfAbsent(other, next);
                    if (known == null) {
                        named.add(feeds.get(other));
                    }
                    advances.add(new Advance(known == null ? next : known, ends[other].length(), ends[other].link()));
                    lamports[author] = Math.max(lamports[author], lamports[other]);
                    plain[1 + 2 * i] = other;
                    plain[2 + 2 * i] = (int) ends[other].length();
                }
                lamports[author]++;
                Optional<PartyKey> party = ends[author].length() == 0 ? Optional.of(PARTY) : Optional.empty();
                messages[number] =
                        new Message(new Header(party, named, advances, List.of(), lamports[author], 0), Bytes.EMPTY);
                numbers[number] = plain;
                Bytes payload = Bytes.owning(
                        ByteBuffer.allocate(Long.BYTES).putLong(number).array());
                payloads.get(author).add(payload);
                ends[author] = Links.append(feeds.get(author), ends[author], payload);
            }
        }

        /** Runs as a burst brings them: of each {@value #BURST} messages in a row those of a feed together, the feeds mixed. */
        List<List<VerifiedRun>> arrivals() {
            List<List<VerifiedRun>> arrivals = new ArrayList<>();
            Extent[] ends = new Extent[FEEDS];
            Arrays.fill(ends, Extent.EMPTY);
            for (int start = 0; start < MESSAGES; start += BURST) {
                List<VerifiedRun> burst = new ArrayList<>();
                int[] counts = new int[FEEDS];
                for (int number = start; number < start + BURST; number++) {
                    counts[numbers[number][0]]++;
                }
                for (int feed : shuffled()) {
                    int from = (int) ends[feed].length();
                    if (counts[feed] > 0) {
                        List<Bytes> blocks = payloads.get(feed).subList(from, from + counts[feed]);
                        VerifiedRun run = verified(feeds.get(feed), ends[feed], blocks);
                        burst.add(run);
                        ends[feed] = run.run().head().extent();
                    }
                }
                arrivals.add(burst);
            }
            return arrivals;
        }

        private int[] shuffled() {
            int[] order = new int[FEEDS];
            for (int i = 0; i < FEEDS; i++) {
                int at = random.nextInt(i + 1);
                order[i] = order[at];
                order[at] = i;
            }
            return order;
        }

        private static VerifiedRun verified(FeedKey feed, Extent before, List<Bytes> blocks) {
            Extent end = before;
            for (Bytes block : blocks) {
                end = Links.append(feed, end, block);
            }
            Head head = new Head(feed, end, new Signature(Bytes.owning(new byte[Signature.SIZE])));
            return ((Verdict.Accepted) FeedVerifier.retrace(new Run(before.length(), blocks, head), before)).run();
        }

        /** How long it takes to order {@code arrivals}, in ns. */
        long order(List<List<VerifiedRun>> arrivals) {
            Message[] read = new Message[BURST]; // of the burst at hand
            Linearizer<Boolean> linearizer = new Linearizer<>(
                    PARTY,
                    payload -> new Decoded.Valid<>(read[number(payload) % BURST]),
                    (feed, index, message) -> new Decision.Open<>(true),
                    PersistentMap.empty());
            long released = 0;
            long elapsedNs = 0;
            for (List<VerifiedRun> burst : arrivals) {
                burst.forEach(run -> run.run().payloads().forEach(it -> read[number(it) % BURST] = copy(number(it))));
                long startNs = CpuTime.ofThreadNs();
                for (VerifiedRun run : burst) {
                    linearizer.add(run);
                    while (linearizer.next().isPresent()) {
                        released++;
                    }
                }
                elapsedNs += CpuTime.ofThreadNs() - startNs;
            }
            if (released != MESSAGES) {
                throw new IllegalStateException(released + " messages were released, not " + MESSAGES);
            }
            return elapsedNs;
        }

        private static int number(Bytes payload) {
            return (int) payload.longAt(0);
        }

        /** The message as a reader makes it: of new objects. */
        private Message copy(int number) {
            Header header = messages[number].header();
            List<Advance> data = new ArrayList<>();
            for (Advance advance : header.data()) {
                Bytes link = Bytes.owning(advance.link().bytes().toByteArray());
                data.add(new Advance(advance.feed(), advance.length(), new Hash(link)));
            }
            return new Message(
                    new Header(header.party(), header.feeds(), data, List.of(), header.lamport(), 0), Bytes.EMPTY);
        }

        /** The same check of dependencies and Lamport times with plain numbers, in writing order. */
        long orderNumbers() {
            int[] lengths = new int[FEEDS];
            long[][] lamports = new long[FEEDS][2 * MESSAGES / FEEDS];
            long startNs = CpuTime.ofThreadNs();
            for (int number = 0; number < MESSAGES; number++) {
                int[] message = numbers[number];
                int author = message[0];
                long lamport = lengths[author] == 0 ? 0 : lamports[author][lengths[author] - 1];
                for (int i = 1; i < message.length; i += 2) {
                    int length = message[i + 1];
                    if (lengths[message[i]] < length) {
                        throw new IllegalStateException("message " + number + " is not ready");
                    }
                    lamport = length == 0 ? lamport : Math.max(lamport, lamports[message[i]][length - 1]);
                }
                if (messages[number].header().lamport() != lamport + 1) {
                    throw new IllegalStateException("message " + number + " has a wrong Lamport time");
                }
                lamports[author][lengths[author]++] = lamport + 1;
            }
            return CpuTime.ofThreadNs() - startNs;
        }
    }
}
