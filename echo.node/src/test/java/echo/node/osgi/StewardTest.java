package echo.node.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import echo.api.feed.Charge.State;
import echo.api.feed.Moved;
import echo.api.feed.Storage;
import echo.api.feed.Storages;
import echo.node.storage.NamedStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** On which storage a node runs while moves are refused, fail and are tried again: never on two, never on a stranger's. */
class StewardTest {
    private static final String FILE = "file";
    private static final String SQLITE = "sqlite";
    private static final String HERE = "/here";
    private static final String THERE = "/there";

    private final RecordsOnly source = new RecordsOnly();
    private final RecordsOnly target = new RecordsOnly();
    private final FakeHost host = new FakeHost();
    private final Steward steward = new Steward(host, Duration.ofMillis(200), FILE);

    /** A host of which the test says when the storage comes and goes. */
    private static final class FakeHost implements Host {
        private final List<String> doings = new ArrayList<>();
        private Optional<Storage> on = Optional.empty();
        private Runnable opening = () -> {};
        private Runnable closing = () -> {};
        private Runnable starting = () -> {};

        @Override
        public Done start(Storage storage) {
            starting.run();
            assertEquals(Optional.empty(), on, "a node runs already");
            on = Optional.of(storage);
            return () -> on = Optional.empty();
        }

        @Override
        public boolean runs() {
            return on.isPresent();
        }

        @Override
        public Done open(String name, String folder) {
            doings.add("open " + name + " in " + folder);
            opening.run();
            return () -> {
                doings.add("take back");
                closing.run();
            };
        }
    }

    private void open() {
        steward.added(new NamedStorage(FILE, HERE, source));
        steward.open();
        assertEquals(Optional.of(source), host.on);
    }

    private void come() {
        steward.added(new NamedStorage(SQLITE, THERE, target));
    }

    private void go() {
        steward.removed(target);
    }

    private Moved move() throws Exception {
        return steward.move(SQLITE, THERE).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private EchoException refused() {
        Throwable cause = assertThrows(ExecutionException.class, this::move).getCause();
        return assertThrows(EchoException.class, () -> {
            throw cause;
        });
    }

    private List<String> inCharge() {
        return steward.list().stream()
                .filter(Storages.Entry::inCharge)
                .map(Storages.Entry::name)
                .toList();
    }

    @Test
    void aMoveOpensTheTargetAndRunsOnIt() throws Exception {
        open();
        host.opening = this::come;
        move();
        assertEquals(Optional.of(target), host.on);
        assertEquals(List.of("open sqlite in /there"), host.doings);
        assertEquals(List.of(SQLITE), inCharge());
    }

    /** It would be one device at two places. */
    @Test
    void aTargetInChargeOfAnotherNodeIsLetGoOfAndNeverRunOn() {
        open();
        target.saying(State.IN_CHARGE);
        host.opening = this::come;
        EchoException refusal = refused();
        assertTrue(String.valueOf(refusal.getMessage()).contains("the one in charge of another node"));
        assertEquals(Optional.of(source), host.on);
        assertEquals(List.of("open sqlite in /there", "take back"), host.doings);
        steward.added(new NamedStorage("third", "", new RecordsOnly()));
        assertEquals(Optional.of(source), host.on);
        assertEquals(List.of(FILE), inCharge());
    }

    /** Nobody knows what it is. */
    @Test
    void aTargetThatCannotBeReadIsLetGoOf() {
        open();
        target.put(Charge.RECORD, Bytes.utf8("2\n"));
        host.opening = this::come;
        refused();
        assertEquals(Optional.of(source), host.on);
        assertEquals(List.of("open sqlite in /there", "take back"), host.doings);
    }

    @Test
    void aMoveToASpareThatFailedOnceSucceedsWhenItIsTriedAgain() throws Exception {
        open();
        come();
        target.refusing(State.COMPLETE);
        refused();
        assertEquals(Optional.of(source), host.on);
        target.mended();
        move();
        assertEquals(Optional.of(target), host.on);
        assertEquals(List.of(SQLITE), inCharge());
    }

    @Test
    void aTargetThatComesAfterTheWaitIsNotRunOn() {
        open();
        target.saying(State.IN_CHARGE);
        assertEquals(Kind.UNAVAILABLE, refused().kind());
        assertEquals(List.of("open sqlite in /there", "take back"), host.doings);
        come();
        assertEquals(Optional.of(source), host.on);
        assertEquals(List.of(FILE), inCharge());
    }

    /** It comes, goes and comes once more before it hears that it is not wanted. */
    @Test
    void aTargetThatFlickersIsNotRunOn() {
        open();
        target.saying(State.IN_CHARGE);
        host.closing = () -> {
            come();
            go();
            come();
        };
        assertEquals(Kind.UNAVAILABLE, refused().kind());
        assertEquals(Optional.of(source), host.on);
        go();
        assertEquals(Optional.of(source), host.on);
    }

    @Test
    void whatGoesAfterARefusalMayBeMovedToLater() throws Exception {
        open();
        target.refusing(State.COMPLETE);
        host.opening = this::come;
        host.closing = this::go;
        refused();
        assertEquals(Optional.of(source), host.on);
        target.mended();
        move();
        assertEquals(Optional.of(target), host.on);
    }

    /** A take-back that fails hides nothing, and lets nothing be run on. */
    @Test
    void aTargetThatCannotBeLetGoOfIsNotRunOn() {
        open();
        target.saying(State.IN_CHARGE);
        host.opening = this::come;
        host.closing = () -> {
            throw new EchoException(Kind.STORAGE, "cannot take back");
        };
        assertTrue(String.valueOf(refused().getMessage()).contains("the one in charge of another node"));
        assertEquals(Optional.of(source), host.on);
        go();
        come();
        assertEquals(Optional.of(source), host.on);
    }

    /** Were the node to run on the target, a power cut might bring the source back. */
    @Test
    void nothingIsInChargeUntilTheSourcesLastNoteIsDurable() {
        open();
        come();
        source.undurable(2);
        refused();
        assertEquals(Optional.of(State.MOVED), source.note());
        assertEquals(Optional.of(State.COMPLETE), target.note());
        assertEquals(Optional.empty(), host.on);
        assertEquals(List.of(), inCharge());
        steward.added(
                new NamedStorage("third", "", new RecordsOnly())); // looks once more, and this time it can be written
        assertEquals(Optional.of(target), host.on);
        assertEquals(Optional.of(State.IN_CHARGE), target.note());
    }

    @Test
    void aMoveOfWhichTheLastNoteFailedOnceCounts() {
        open();
        host.opening = this::come;
        source.undurable(1);
        assertTrue(String.valueOf(refused().getMessage())
                .startsWith("all was copied to the storage sqlite in /there, but"));
        assertEquals(Optional.of(target), host.on);
        assertEquals(List.of("open sqlite in /there"), host.doings);
    }

    /** Nobody knows whether it says MOVED: so neither is run on until it can be read. */
    @Test
    void nothingIsInChargeWhileTheSourcesLastNoteCannotBeRead() {
        open();
        host.opening = this::come;
        source.dying();
        refused();
        assertEquals(Optional.empty(), host.on);
        assertEquals(List.of("open sqlite in /there"), host.doings);
        source.mended();
        steward.added(new NamedStorage("third", "", new RecordsOnly()));
        assertEquals(Optional.of(source), host.on);
        assertEquals(Optional.of(State.COMPLETE), target.note());
    }

    @Test
    void aNodeThatCannotBeStartedIsNotListedAsRunning() {
        host.starting = () -> {
            throw new IllegalStateException("the framework stops");
        };
        assertThrows(IllegalStateException.class, this::open);
        assertEquals(List.of(), inCharge());
    }

    @Test
    void whatGoesWhileItIsAskedIsNotListed() {
        open();
        come();
        target.goingWhenAsked(this::go);
        assertEquals(
                List.of(FILE), steward.list().stream().map(Storages.Entry::name).toList());
    }

    @Test
    void whatCannotBeAskedIsNotPassedOver() {
        open();
        come();
        target.goingWhenAsked(() -> {});
        assertThrows(EchoException.class, steward::list);
    }

    @Test
    void whatIsThereIsListedWhileANodeStarts() {
        host.starting = () -> assertEquals(
                2,
                CompletableFuture.supplyAsync(steward::list)
                        .orTimeout(5, TimeUnit.SECONDS)
                        .join()
                        .size());
        steward.added(new NamedStorage("third", "", new RecordsOnly()));
        open();
    }
}
