package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.simulation.contract.SampleFeed;
import echo.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The SQLite file as a whole: what stores that share it do to each other, and its end. */
class SqliteStorageTest {
    private static final PartyKey ONE = new PartyKey(Bytes.hex("01".repeat(PartyKey.SIZE)));
    private static final PartyKey TWO = new PartyKey(Bytes.hex("f2".repeat(PartyKey.SIZE)));

    @TempDir
    Path folder = Path.of("");

    private final SampleFeed feed = new SampleFeed(1);

    private SqliteStorage open() {
        return open(folder);
    }

    static SqliteStorage open(Path data) {
        return SqliteStorage.open(data, notice -> {});
    }

    static EchoException refusal(Kind kind, String part, Executable call) {
        EchoException refusal = assertThrows(EchoException.class, call);
        assertEquals(kind, refusal.kind(), refusal.getMessage());
        assertTrue(String.valueOf(refusal.getMessage()).contains(part), refusal.getMessage());
        return refusal;
    }

    static void append(FeedStore store, Run run) {
        store.append(run);
        store.force();
    }

    static ProcessBuilder process(Class<?> program, Path argument) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                argument.toString());
    }

    /** Files of version 1, from before trimming was known, open and can be trimmed. */
    @Test
    void aFileOfVersion1GetsWhatItLacks() throws SQLException {
        try (SqliteStorage storage = open()) {
            append(storage.open(ONE), feed.next(2, 10));
        }
        OtherProgram.run(folder, "DROP TABLE start");
        OtherProgram.run(folder, "PRAGMA user_version = 1");
        for (int i = 0; i < 2; i++) {
            try (SqliteStorage storage = open()) {
                FeedStore store = storage.open(ONE);
                store.trim(Timeframe.EMPTY.with(feed.key(), feed.head(2).extent()));
                assertEquals(2, store.start(feed.key()).length());
            }
        }
    }

    /** Where a feed begins is checked at opening, as all else is. */
    @Test
    void aBeginningThatIsNotAsItWasWrittenIsDamage() throws SQLException {
        String[] damages = {
            "UPDATE start SET length = 1",
            "UPDATE start SET signature = zeroblob(64)",
            "UPDATE start SET feed = 77",
            "DELETE FROM start"
        };
        for (String damage : damages) {
            Path data = folder.resolve(damage.replace(' ', '-'));
            SampleFeed trimmed = new SampleFeed(1);
            try (SqliteStorage storage = open(data)) {
                FeedStore store = storage.open(ONE);
                append(store, trimmed.next(2, 10));
                store.trim(Timeframe.EMPTY.with(trimmed.key(), trimmed.head(2).extent()));
                while (store.erase()) {
                    assertEquals(2, store.start(trimmed.key()).length());
                }
            }
            open(data).close();
            OtherProgram.run(data, damage);
            refusal(Kind.CORRUPT, "is damaged", () -> open(data));
        }
    }

    /** Another program that reads keeps trimmed bytes in the log of writes: that is told, and the step can be tried again. */
    @Test
    void aReaderThatKeepsTrimmedBytesIsNamedAndWaitedFor() throws SQLException {
        try (SqliteStorage storage = open()) {
            FeedStore store = storage.open(ONE);
            append(store, feed.next(2, 10));
            try (OtherProgram shell = OtherProgram.open(folder)) {
                shell.run("BEGIN");
                assertEquals(List.of("1"), shell.rows("SELECT count(*) FROM run"));
                store.trim(Timeframe.EMPTY.with(feed.key(), feed.head(2).extent()));
                assertTrue(store.erase());
                refusal(Kind.STORAGE, "another program reads", store::erase);
            }
            assertEquals(false, store.erase());
            append(store, feed.next(1, 1));
        }
    }

    @Test
    void partiesAreListedInTheOrderOfTheirKeysAndAPartyIsOpenOnceAtATime() {
        try (SqliteStorage storage = open()) {
            FeedStore store = storage.open(TWO);
            storage.open(ONE);
            assertThrows(IllegalStateException.class, () -> storage.open(TWO));
            store.close();
            storage.open(TWO);
        }
        try (SqliteStorage storage = open()) {
            assertEquals(List.of(ONE, TWO), storage.parties());
        }
    }

    @Test
    void partiesAndTheirBlobsDoNotMix() {
        try (SqliteStorage storage = open()) {
            append(storage.open(ONE), feed.next(1, 1));
            assertEquals(List.of(), storage.open(TWO).feeds());
            storage.blobs(ONE).put(Bytes.utf8("blob"));
            storage.blobs(ONE).force();
            assertEquals(List.of(), storage.blobs(TWO).all());
        }
    }

    /** P2: whoever is opened takes what is there for durable. */
    @Test
    void whatWasNotForcedIsDurableOnceItsPartyIsOpenedAgain() throws IOException {
        try (SqliteStorage storage = open()) {
            FeedStore store = storage.open(ONE);
            store.append(feed.next(2, 10));
            store.close();
            assertEquals(2, storage.open(ONE).extent(feed.key()).length());
            try (SqliteStorage copy = open(SqliteMedium.copy(folder))) {
                assertEquals(2, copy.open(ONE).extent(feed.key()).length());
            }
        }
    }

    @Test
    void nothingIsDurableBeforeItIsForcedAndAnothersForceDoes() {
        try (SqliteStorage storage = open()) {
            FeedStore one = storage.open(ONE);
            FeedStore two = storage.open(TWO);
            one.append(feed.next(2, 10));
            assertEquals(0, lengthInACopy());
            two.append(new SampleFeed(2).next(1, 1));
            two.force();
            assertEquals(2, lengthInACopy());
            one.append(feed.next(1, 10));
            storage.meta().put("record", Bytes.EMPTY);
            assertEquals(3, lengthInACopy());
        }
    }

    private int lengthInACopy() {
        try (SqliteStorage copy = open(SqliteMedium.copy(folder))) {
            return (int) copy.open(ONE).extent(feed.key()).length();
        }
    }

    @Test
    void whatWaitsWhenTheStorageIsClosedIsThereOrNot() {
        try (SqliteStorage storage = open()) {
            append(storage.open(ONE), feed.next(2, 10));
            storage.open(TWO).append(new SampleFeed(2).next(1, 1));
        }
        try (SqliteStorage storage = open()) {
            assertEquals(2, storage.open(ONE).extent(feed.key()).length());
            FeedStore two = storage.open(TWO);
            assertTrue(two.extent(new SampleFeed(2).key()).length() <= 1);
        }
    }

    /** A full file takes with it what waited of another party: that one is told, and believes nothing that is gone. */
    @Test
    void aWriteThatFailsIsToldToEveryStoreThatHadSomethingWaiting() {
        try (SqliteStorage storage = SqliteStorage.open(folder, 1 << 20, notice -> {})) {
            FeedStore one = storage.open(ONE);
            append(one, feed.next(2, 10));
            FeedStore two = storage.open(TWO);
            FeedStore idle = storage.open(new PartyKey(Bytes.hex("77".repeat(PartyKey.SIZE))));
            one.append(feed.next(1, 10));
            SampleFeed large = new SampleFeed(2);
            two.append(large.next(1, 400_000));
            refusal(Kind.STORAGE, "make free space on the disk", () -> {
                two.append(large.next(1, 400_000));
                two.append(large.next(1, 400_000));
            });
            for (FeedStore told : List.of(one, two)) {
                refusal(Kind.STORAGE, "make free space on the disk", told::force);
                refusal(Kind.STORAGE, "make free space on the disk", () -> told.append(feed.next(1, 1)));
            }
            assertEquals(
                    2, one.read(feed.key(), 0, 1000).orElseThrow().payloads().size());
            idle.append(new SampleFeed(3).next(1, 1));
            idle.force();
            one.close();
            assertEquals(2, storage.open(ONE).extent(feed.key()).length());
        }
        try (SqliteStorage storage = open()) {
            assertEquals(2, storage.open(ONE).extent(feed.key()).length());
            assertEquals(Optional.empty(), storage.open(TWO).head(new SampleFeed(2).key()));
        }
    }

    @Test
    void aClosedStorageSaysSoAndItsStoresToo() {
        SqliteStorage storage = open();
        FeedStore store = storage.open(ONE);
        storage.close();
        storage.close();

        refusal(Kind.UNAVAILABLE, "is closed", storage::parties);
        refusal(Kind.UNAVAILABLE, "closed", () -> store.append(feed.next(1, 1)));
        refusal(Kind.UNAVAILABLE, "closed", () -> storage.meta().get("record"));
        refusal(Kind.UNAVAILABLE, "closed", () -> storage.blobs(ONE));
    }

    /** Run as a process of its own: appends for ever, and prints the length of the feed after each force. */
    static final class Appender {
        private Appender() {}

        public static void main(String[] arguments) {
            SampleFeed feed = new SampleFeed(1);
            FeedStore store = open(Path.of(arguments[0])).open(ONE);
            while (true) {
                store.append(feed.next(3, 100));
                store.append(feed.next(1, 5_000));
                store.force();
                System.out.println(feed.length());
            }
        }
    }

    /** P2: kill -9 in the middle of writing, after so many forces that the log of writes was moved into the file meanwhile. */
    @Test
    void whatAProcessAcknowledgedBeforeItWasKilledIsThere() throws Exception {
        for (int lines : List.of(1, 40, 700)) {
            Path data = folder.resolve("killed" + lines);
            long acknowledged = killedAfter(lines, data);
            try (SqliteStorage storage = open(data)) {
                FeedStore store = storage.open(ONE);
                long length = store.extent(feed.key()).length();
                assertTrue(length >= acknowledged, length + " of " + acknowledged);
                assertEquals(0, length % 4, "two runs became durable together");
                assertEquals(length, readAll(store));
            }
        }
    }

    private static long killedAfter(int lines, Path data) throws IOException, InterruptedException {
        Process process = process(Appender.class, data)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            String last = "";
            for (int i = 0; i < lines; i++) {
                last = Optional.ofNullable(output.readLine()).orElseThrow();
            }
            process.toHandle().destroyForcibly(); // which leaves what it printed
            process.waitFor();
            return Long.parseLong(output.lines().reduce(last, (before, line) -> line));
        }
    }

    /** Run as a process of its own that may not write large files: prints the length after each force, and what refuses at last. */
    static final class LimitedWriter {
        private LimitedWriter() {}

        public static void main(String[] arguments) {
            SampleFeed feed = new SampleFeed(1);
            SqliteStorage storage = open(Path.of(arguments[0]));
            FeedStore store = storage.open(ONE);
            FeedStore other = storage.open(TWO);
            String kind = "";
            while (kind.isEmpty()) {
                store.append(feed.next(4, 25_000));
                kind = refuses(other::force);
                System.out.println(kind.isEmpty() ? feed.length() : kind);
            }
            System.out.println(refuses(store::force));
            System.out.println(refuses(() -> store.append(feed.next(1, 1))));
            System.out.println(store.extent(feed.key()).length());
            Runtime.getRuntime().halt(0);
        }

        private static String refuses(Runnable call) {
            try {
                call.run();
                return "";
            } catch (EchoException e) {
                return e.kind().name();
            }
        }
    }

    /** P2: the system refuses bytes in the middle of a commit, as a full disk does. Another party's force meets it. */
    @Test
    void aForceThatFailsIsToldToWhomItConcernsAndLosesNothingThatWasAcknowledged() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
        Path data = folder.resolve("limited");
        List<String> command = new ArrayList<>(List.of("/bin/bash", "-c", "ulimit -f 4096 && exec \"$@\"", "bash"));
        command.addAll(process(LimitedWriter.class, data).command());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> said = new ArrayList<>();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            output.lines().forEach(said::add);
        }
        assertEquals(0, process.waitFor(), said::toString);
        long acknowledged = Long.parseLong(said.get(said.size() - 5));
        assertEquals(
                List.of("STORAGE", "STORAGE", "STORAGE", Long.toString(acknowledged)),
                said.subList(said.size() - 4, said.size()));
        try (SqliteStorage storage = open(data)) {
            FeedStore store = storage.open(ONE);
            assertTrue(store.extent(feed.key()).length() >= acknowledged);
            assertEquals(store.extent(feed.key()).length(), readAll(store));
        }
    }

    private long readAll(FeedStore store) {
        long at = 0;
        while (true) {
            Optional<Run> run = store.read(feed.key(), at, 100_000);
            if (run.isEmpty()) {
                return at;
            }
            at = run.get().head().extent().length();
        }
    }

    @Test
    void theShellReadsItWhileANodeRuns() throws SQLException {
        try (SqliteStorage storage = open();
                OtherProgram shell = OtherProgram.open(folder)) {
            FeedStore store = storage.open(ONE);
            append(store, feed.next(List.of(Bytes.utf8("first"), Bytes.EMPTY, Bytes.utf8("third"))));
            append(store, feed.next(List.of(Bytes.utf8("fourth"))));

            assertEquals(
                    List.of("01010101|4"), shell.rows("SELECT substr(hex(key), 1, 8), length FROM feed ORDER BY key"));
            assertEquals(
                    List.of("0|first", "1|", "2|third", "3|fourth"),
                    shell.rows("SELECT number, CAST(payload AS TEXT) FROM block ORDER BY number"));
            assertEquals(List.of("0|3|[5,0,5]", "3|1|[6]"), shell.rows("SELECT first, blocks, sizes FROM run"));
            assertEquals(List.of("wal"), shell.rows("PRAGMA journal_mode"));
            assertFalse(shell.rows("PRAGMA integrity_check").isEmpty());
        }
    }
}
