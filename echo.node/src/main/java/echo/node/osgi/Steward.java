package echo.node.osgi;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Durability;
import echo.api.feed.Moved;
import echo.api.feed.Storage;
import echo.api.feed.Storages;
import echo.node.storage.Incumbent;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
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
     * 3. What a move wants is barred from before it is opened until the move has succeeded, or is known to have got so far that
     *    the notes of both say who is in charge.
     * 4. Which one a node runs on is read without the lock, so that who is asked while a node starts can answer.
     */
    private static final Logger LOG = LoggerFactory.getLogger(Steward.class);
    private static final int ID_BYTES = 16;

    private final Host host;
    private final Duration patience;
    private final String byDefault;
    private final SecureRandom random = new SecureRandom();
    private final Bars bars = new Bars();
    private final List<String> told = new ArrayList<>();
    private volatile List<NamedStorage> all = List.of();
    private volatile Optional<NamedStorage> running = Optional.empty();
    private Optional<Host.Done> started = Optional.empty();
    private boolean open;
    private boolean moving;

    /**
     * @param patience how long to wait for a storage to move to
     * @param byDefault the name of the storage that is in charge if no note says which
     */
    Steward(Host host, Duration patience, String byDefault) {
        this.host = host;
        this.patience = patience;
        this.byDefault = byDefault;
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
        List<NamedStorage> before = all;
        all = before.stream().filter(it -> it.storage() != storage).toList();
        settle();
        before.stream().filter(it -> it.storage() == storage).forEach(bars::gone);
    }

    private void settle() {
        if (running.filter(it -> !open || !all.contains(it)).isPresent()) {
            stop();
        }
        if (!open || moving) {
            return;
        }
        Optional<NamedStorage> next = incumbent();
        if (!next.equals(running)) {
            stop();
            next.ifPresent(this::start);
        }
        tellSpares();
    }

    private Optional<NamedStorage> incumbent() {
        try {
            return Incumbent.of(all.stream().filter(it -> !bars.hold(it)).toList(), byDefault);
        } catch (EchoException e) {
            LOG.error("no storage is in charge: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private void start(NamedStorage storage) {
        running = Optional.of(storage);
        try {
            started = Optional.of(host.start(storage.storage()));
        } finally {
            running = started.map(done -> storage);
        }
    }

    private synchronized void stop() {
        Optional<Host.Done> stopping = started;
        running = Optional.empty();
        started = Optional.empty();
        stopping.ifPresent(Host.Done::undo);
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

    private String note(NamedStorage spare) {
        String reason = (bars.hold(spare) ? "a move to it failed, or is under way; " : "") + Incumbent.reason(spare);
        return running.isPresent() ? reason : reason + "; no storage is in charge: " + Incumbent.remedy(spare);
    }

    private boolean isRunning(NamedStorage storage) {
        return running.filter(storage::equals).isPresent();
    }

    @Override
    public List<Entry> list() {
        return all.stream().flatMap(it -> entry(it).stream()).toList();
    }

    /** What there is to say of {@code storage}; nothing if it goes while it is asked. */
    private Optional<Entry> entry(NamedStorage storage) {
        boolean inCharge = isRunning(storage);
        try {
            int parties = storage.storage().parties().size();
            String note = inCharge ? durability(storage) : note(storage);
            return Optional.of(new Entry(storage.name(), storage.folder(), inCharge, note, parties));
        } catch (EchoException e) {
            if (all.contains(storage)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static String durability(NamedStorage storage) {
        return storage.storage().commits().durability() == Durability.OS
                ? "a power cut may take what was written last: its durability is OS"
                : "";
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
        boolean counts = false;
        Moved moved;
        try {
            Opened target = target(name, folder);
            Move move = new Move(id());
            try {
                Move.requireFree(target.storage());
                stop();
                moved = moved(move, source, target.storage());
                counts = true;
            } catch (RuntimeException e) {
                counts = move.mayCount(source, target.storage());
                throw counts ? undecided(target.storage(), e) : givenUp(target, e);
            }
        } finally {
            end(name, folder, counts);
        }
        requireNode(name, folder);
        return moved;
    }

    private static Moved moved(Move move, NamedStorage source, NamedStorage target) {
        try {
            return move.from(source, target);
        } catch (IllegalStateException e) { // a party's store is open
            throw new EchoException(
                    Kind.UNAVAILABLE,
                    "the node has not let go of the storage " + source + " (" + e.getMessage() + "); start ECHO again",
                    e);
        }
    }

    private static EchoException undecided(NamedStorage target, RuntimeException cause) {
        return new EchoException(
                Kind.STORAGE,
                "all was copied to the storage " + target + ", but its end could not be noted (" + cause.getMessage()
                        + "); which one is in charge, storage:list says",
                cause);
    }

    private synchronized NamedStorage begin(String name, String folder) {
        if (moving) {
            throw unavailable("another move is under way; wait for its end");
        }
        NamedStorage source = running.orElseThrow(
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

    /** @param counts whether the notes say who is in charge, and not this class */
    private synchronized void end(String name, String folder, boolean counts) {
        if (counts) {
            bars.lift(name, folder);
        }
        moving = false;
        settle();
    }

    /**
     * A storage to move to.
     *
     * @param takeBack undoes what was done to have it
     */
    private record Opened(NamedStorage storage, Host.Done takeBack) {}

    private Opened target(String name, String folder) {
        bars.bar(name, folder);
        Optional<NamedStorage> there = find(name, folder);
        if (there.isPresent()) {
            return new Opened(there.get(), () -> {});
        }
        Host.Done takeBack = host.open(name, folder);
        try {
            return new Opened(await(name, folder), takeBack);
        } catch (RuntimeException e) {
            throw takenBack(name, folder, takeBack, e);
        }
    }

    private Optional<NamedStorage> find(String name, String folder) {
        return all.stream()
                .filter(it -> it.name().equals(name) && it.folder().equals(folder))
                .findFirst();
    }

    private synchronized NamedStorage await(String name, String folder) {
        long end = System.nanoTime() + patience.toNanos();
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
                + " within " + patience.toSeconds()
                + " s; log/echo.log says why, if there is a storage of that name: choose an empty"
                + " folder that no other storage uses"));
    }

    private RuntimeException givenUp(Opened target, RuntimeException cause) {
        return takenBack(target.storage().name(), target.storage().folder(), target.takeBack(), cause);
    }

    /** Takes back what was done for a move that failed by {@code cause}, and returns that. */
    private RuntimeException takenBack(String name, String folder, Host.Done takeBack, RuntimeException cause) {
        try {
            takeBack.undo();
            bars.takenBack(name, folder);
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            LOG.warn("storage {} in {} stays configured: {}", name, folder, e.getMessage());
        }
        return cause;
    }

    private void requireNode(String name, String folder) {
        if (!host.runs()) {
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
