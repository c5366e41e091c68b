package echo.node.osgi;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Moved;
import echo.api.feed.Storage;
import echo.api.feed.Storages;
import echo.api.party.Echo;
import echo.node.storage.Incumbent;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the storages that are there, has a node run on the one in charge, and moves it to another. Which is in charge,
 * {@link Incumbent} says; what a move is, {@link Move}.
 *
 * <p>Any thread.
 */
final class Steward implements Storages {
    /*
     * 1. One lock guards all of the state. It is held while the node is started and stopped, which happens in the thread that
     *    registers or unregisters StorageInCharge and asks nothing of this class; it is not held while a move copies, or waits
     *    for a storage.
     * 2. While a move is under way no node is started. It is stopped all the same when its storage goes.
     * 3. A storage that was opened for a move which failed is barred until it goes: its notes may be another node's.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
    private static final long PATIENCE_S = 30;
    private static final int ID_BYTES = 16;

    private final BundleContext context;
    private final String byDefault;
    private final StorageFolders folders;
    private final SecureRandom random = new SecureRandom();
    private final List<NamedStorage> barred = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private volatile List<NamedStorage> all = List.of();
    private Optional<Running> running = Optional.empty();
    private boolean open;
    private boolean moving;

    /** A node that runs. */
    private record Running(NamedStorage on, ServiceRegistration<StorageInCharge> registration) {}

    /** @param byDefault the name of the storage that is in charge if no note says which */
    Steward(BundleContext context, String byDefault) {
        this.context = context;
        this.byDefault = byDefault;
        this.folders = new StorageFolders(context);
    }

    /** From now on a node runs if a storage is in charge. */
    synchronized void open() {
        open = true;
        settle();
    }

    /** Stops the node, for good. */
    synchronized void close() {
        open = false;
        settle();
    }

    synchronized void added(NamedStorage storage) {
        List<NamedStorage> more = new ArrayList<>(all);
        more.add(storage);
        all = List.copyOf(more);
        notifyAll();
        settle();
    }

    /** Returns once no node runs on {@code storage}. */
    synchronized void removed(Storage storage) {
        all = all.stream().filter(it -> it.storage() != storage).toList();
        barred.removeIf(it -> it.storage() == storage);
        settle();
    }

    private void settle() {
        if (running.filter(it -> !open || !all.contains(it.on())).isPresent()) {
            stop();
        }
        if (!open || moving) {
            return;
        }
        Optional<NamedStorage> next =
                Incumbent.of(all.stream().filter(it -> !barred.contains(it)).toList(), byDefault);
        if (!next.equals(running.map(Running::on))) {
            stop();
            next.ifPresent(this::start);
        }
        tellSpares();
    }

    private void start(NamedStorage storage) {
        running = Optional.of(new Running(
                storage,
                context.registerService(
                        StorageInCharge.class,
                        new StorageInCharge(storage.storage()),
                        FrameworkUtil.asDictionary(Map.of()))));
    }

    private synchronized void stop() {
        Optional<Running> stopping = running;
        running = Optional.empty();
        stopping.ifPresent(it -> it.registration().unregister());
    }

    /** A line for each storage that no node runs on, once. */
    private void tellSpares() {
        List<String> spares = all.stream()
                .filter(it -> !isRunning(it))
                .map(it -> "storage " + it + " is a spare: " + note(it))
                .toList();
        spares.stream().filter(line -> !told.contains(line)).forEach(LOG::info);
        told.clear();
        told.addAll(spares);
    }

    private synchronized String note(NamedStorage spare) {
        String reason = Incumbent.reason(spare);
        return running.isPresent() ? reason : reason + "; no storage is in charge: " + Incumbent.remedy(spare);
    }

    private synchronized boolean isRunning(NamedStorage storage) {
        return running.filter(it -> it.on().equals(storage)).isPresent();
    }

    @Override
    public List<Entry> list() {
        return all.stream().map(this::entry).toList();
    }

    private Entry entry(NamedStorage storage) {
        boolean inCharge = isRunning(storage);
        return new Entry(
                storage.name(),
                storage.folder(),
                inCharge,
                inCharge ? "" : note(storage),
                storage.storage().parties().size());
    }

    @Override
    public CompletionStage<Moved> move(String name, String folder) {
        CompletableFuture<Moved> done = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        done.complete(moveNow(name, path(folder)));
                    } catch (RuntimeException e) {
                        done.completeExceptionally(e);
                    }
                },
                "echo-move");
        thread.setDaemon(true);
        thread.start();
        return done;
    }

    private static String path(String folder) {
        try {
            if (!folder.isBlank()) {
                return Path.of(folder).toAbsolutePath().normalize().toString();
            }
        } catch (InvalidPathException e) {
            throw new EchoException(Kind.USAGE, "'" + folder + "' is no folder: " + e.getReason(), e);
        }
        throw new EchoException(Kind.USAGE, "a move needs the folder to move to");
    }

    private Moved moveNow(String name, String folder) {
        NamedStorage source = begin(name, folder);
        Moved moved;
        try {
            Opened target = target(name, folder);
            try {
                Move.requireFree(target.storage());
                stop();
                moved = moved(source, target.storage());
            } catch (RuntimeException e) {
                giveUp(source, target);
                throw e;
            }
        } finally {
            end();
        }
        requireNode(name, folder);
        return moved;
    }

    private Moved moved(NamedStorage source, NamedStorage target) {
        try {
            return new Move(id()).from(source, target);
        } catch (IllegalStateException e) { // a party's store is open
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "the node has not let go of the storage " + source + " (" + e.getMessage() + "); start ECHO again",
                    e);
        }
    }

    private synchronized NamedStorage begin(String name, String folder) {
        if (moving) {
            throw unavailable("another move is under way; wait for its end");
        }
        NamedStorage source = running.map(Running::on)
                .orElseThrow(
                        () -> unavailable("no storage is in charge, so there is nothing to move; see storage:list"));
        if (source.name().equals(name)) {
            throw new EchoException(Kind.USAGE, "the node runs on the storage " + source + " already; name another");
        }
        if (all.stream().anyMatch(it -> it.folder().equals(folder) && !it.name().equals(name))) {
            throw new EchoException(
                    Kind.USAGE, "the folder " + folder + " is another storage's; choose an empty folder");
        }
        moving = true;
        return source;
    }

    private synchronized void end() {
        moving = false;
        settle();
    }

    /**
     * A storage to move to.
     *
     * @param takeBack undoes what was done to have it
     */
    private record Opened(NamedStorage storage, Runnable takeBack) {}

    private Opened target(String name, String folder) {
        Optional<NamedStorage> there = find(name, folder);
        if (there.isPresent()) {
            return new Opened(there.get(), () -> {});
        }
        Runnable takeBack = folders.open(name, folder);
        try {
            return new Opened(await(name, folder), takeBack);
        } catch (RuntimeException e) {
            takeBack.run();
            throw e;
        }
    }

    private Optional<NamedStorage> find(String name, String folder) {
        return all.stream()
                .filter(it -> it.name().equals(name) && it.folder().equals(folder))
                .findFirst();
    }

    private synchronized NamedStorage await(String name, String folder) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        Optional<NamedStorage> found = find(name, folder);
        try {
            while (found.isEmpty() && System.nanoTime() - end < 0) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
                found = find(name, folder);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return found.orElseThrow(() -> unavailable("no storage '" + name + "' came up with the folder " + folder
                + " within " + PATIENCE_S
                + " s; log/echo.log says why, if there is a storage of that name: choose an empty"
                + " folder that no other storage uses"));
    }

    /** Takes back what was done to have {@code target}, unless the move got so far that it counts. */
    private void giveUp(NamedStorage source, Opened target) {
        boolean counts = Incumbent.of(List.of(source, target.storage()), byDefault)
                .filter(target.storage()::equals)
                .isPresent();
        synchronized (this) {
            if (!counts) {
                barred.add(target.storage());
            }
        }
        if (!counts) {
            target.takeBack().run();
        }
    }

    private void requireNode(String name, String folder) {
        if (context.getServiceReference(Echo.class) == null) {
            throw unavailable("all was moved to the storage " + name + " in " + folder
                    + ", which is in charge now, but no node runs on it; log/echo.log says why: start ECHO again");
        }
    }

    private Bytes id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private static EchoException unavailable(String message) {
        return new EchoException(Kind.UNAVAILABLE, message);
    }
}
