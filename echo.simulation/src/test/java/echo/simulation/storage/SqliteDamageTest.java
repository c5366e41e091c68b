package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
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
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A SQLite file that rots: what is read is what was written, or it is named and not read (P3). */
class SqliteDamageTest {
    private static final int PAGE = 4096;
    private static final int FLIPS = 400;
    private static final String NEEDLE = "a payload that is found again";
    private static final List<PartyKey> PARTIES = List.of(party("11"), party("22"));

    @TempDir
    Path folder = Path.of("");

    private byte[] whole = {};
    private List<Run> content = List.of();

    private static PartyKey party(String hex) {
        return new PartyKey(Bytes.hex(hex.repeat(PartyKey.SIZE)));
    }

    /** Two parties with two feeds each, of small and large runs; one file, without a log of writes. */
    @BeforeEach
    void write() throws IOException {
        try (SqliteStorage storage = open()) {
            for (PartyKey party : PARTIES) {
                write(storage.open(party), party);
            }
            content = read(storage);
        }
        whole = Files.readAllBytes(file());
        assertTrue(Files.notExists(folder.resolve("echo.sqlite-wal")));
    }

    private static void write(FeedStore opened, PartyKey party) {
        try (FeedStore store = opened) {
            for (int name : List.of(3, 4)) {
                SampleFeed feed = new SampleFeed(name);
                store.append(feed.next(2, 10));
                store.append(feed.next(List.of(Bytes.utf8(NEEDLE + party.bytes().at(0) + name), Bytes.EMPTY)));
                store.append(feed.next(3, 3_000));
                store.append(feed.next(1, 0));
            }
            store.force();
        }
    }

    private Path file() {
        return OtherProgram.file(folder);
    }

    private SqliteStorage open() {
        return SqliteStorage.open(folder, notice -> {});
    }

    /** All runs of all feeds of all parties. */
    private static List<Run> read(SqliteStorage storage) {
        List<Run> runs = new ArrayList<>();
        for (PartyKey party : storage.parties()) {
            FeedStore store = storage.open(party);
            for (FeedKey feed : store.feeds()) {
                long end = store.extent(feed).length();
                for (long at = 0;
                        at < end;
                        at = runs.get(runs.size() - 1).head().extent().length()) {
                    runs.add(store.read(feed, at, 1).orElseThrow());
                }
            }
        }
        return runs;
    }

    /** What is said of {@code bytes} in place of the file; nothing if they hold what was written. */
    private Optional<EchoException> judged(byte[] bytes) throws IOException {
        Files.write(file(), bytes);
        Files.deleteIfExists(folder.resolve("echo.sqlite-wal"));
        Files.deleteIfExists(folder.resolve("echo.sqlite-shm"));
        try (SqliteStorage storage = open()) {
            assertEquals(content, read(storage));
            return Optional.empty();
        } catch (EchoException e) {
            assertTrue(String.valueOf(e.getMessage()).contains(file().toString()), e.getMessage());
            return Optional.of(e);
        }
    }

    @Test
    void aFlippedBitOfAPayloadIsReportedByPartyFeedAndBlocks() throws IOException {
        byte[] damaged = whole.clone();
        int at = new String(whole, StandardCharsets.ISO_8859_1).indexOf(NEEDLE + 0x22 + 4);
        damaged[at + 5] ^= 1;

        EchoException told = judged(damaged).orElseThrow();
        assertEquals(Kind.CORRUPT, told.kind());
        String named = file() + " is damaged: the run of blocks 2 to 3 of feed " + "04".repeat(32) + " of party "
                + "22".repeat(32) + " fails its checksum; it was left as it is";
        assertTrue(String.valueOf(told.getMessage()).startsWith(named), told.getMessage());
        assertArrayEquals(damaged, Files.readAllBytes(file()));
    }

    @Test
    void noFlippedBitIsBelieved() throws IOException {
        Random random = new Random(1);
        int reported = 0;
        for (int i = 0; i < FLIPS; i++) {
            byte[] damaged = whole.clone();
            int bit = random.nextInt(8 * whole.length);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            reported += judged(damaged).isPresent() ? 1 : 0;
        }
        assertTrue(reported > FLIPS / 4, "of " + FLIPS + " flips " + reported + " were reported");
    }

    /** In the table and in its index: a feed is not taken for another's, nor for one that is not there. */
    @Test
    void noFlippedBitOfAFeedsNameIsBelieved() throws IOException {
        String text = new String(whole, StandardCharsets.ISO_8859_1);
        String name = "\"".repeat(PartyKey.SIZE) + "\u0004".repeat(FeedKey.SIZE);
        int places = 0;
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            for (int i = 0; i < name.length(); i += 5) {
                byte[] damaged = whole.clone();
                damaged[at + i] ^= 4;
                assertEquals(Kind.CORRUPT, judged(damaged).orElseThrow().kind());
            }
            places++;
        }
        assertEquals(2, places);
    }

    @Test
    void noPageOfNoiseOrZerosIsBelieved() throws IOException {
        Random random = new Random(2);
        int reported = 0;
        for (int page = 0; page < whole.length / PAGE; page++) {
            byte[] noise = new byte[PAGE];
            for (int round = 0; round < 2; round++) {
                byte[] damaged = whole.clone();
                System.arraycopy(noise, 0, damaged, page * PAGE, PAGE);
                Optional<EchoException> told = judged(damaged);
                assertTrue(told.stream().allMatch(e -> e.kind() == Kind.CORRUPT), () -> "page: " + told);
                reported += told.isPresent() ? 1 : 0;
                random.nextBytes(noise);
            }
        }
        assertTrue(reported > whole.length / PAGE, "reported: " + reported);
    }

    @Test
    void aFileThatIsCutOrNoDatabaseIsReported() throws IOException {
        for (int size = PAGE; size < whole.length; size += PAGE) {
            byte[] cut = new byte[size];
            System.arraycopy(whole, 0, cut, 0, size);
            assertEquals(Kind.CORRUPT, judged(cut).orElseThrow().kind(), "cut to " + size);
        }
        EchoException told = judged("no database".repeat(1_000).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        assertEquals(Kind.CORRUPT, told.kind());
    }

    /** Whole rows, which no checksum of a row can miss. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM run WHERE feed = 2 AND first = 0",
                "DELETE FROM run WHERE feed = 2 AND first = 2",
                "DELETE FROM run WHERE feed = 2 AND first = 7",
                "DELETE FROM run WHERE feed = 2",
                "DELETE FROM feed WHERE id = 2",
                "DELETE FROM feed WHERE id = 4",
                "DELETE FROM party",
                "INSERT INTO party (key, checksum) VALUES (zeroblob(32), 0)",
                "UPDATE party SET key = zeroblob(32) WHERE key = (SELECT min(key) FROM party)",
                "UPDATE feed SET party = (SELECT max(key) FROM party), key = zeroblob(32) WHERE id = 1",
                "UPDATE run SET feed = 9 WHERE feed = 3",
                "UPDATE run SET first = first + 100 WHERE feed = 3 AND first = 2",
                "UPDATE feed SET length = 7, link = (SELECT link FROM run WHERE run.feed = feed.id AND first = 4)",
                "DROP TABLE run"
            })
    void aChangedOrMissingRowIsReported(String sql) throws SQLException, IOException {
        OtherProgram.run(folder, sql);
        EchoException told = judged(Files.readAllBytes(file())).orElseThrow();
        assertEquals(Kind.CORRUPT, told.kind());
    }

    /** What was in order at opening is looked at again whenever it is read. */
    @Test
    void theEndOfAFeedThatRotsWhileANodeRunsIsReported() throws SQLException {
        FeedKey key = new SampleFeed(3).key();
        try (SqliteStorage storage = open();
                FeedStore store = storage.open(PARTIES.get(0));
                OtherProgram rot = OtherProgram.open(folder)) {
            assertEquals(8, store.extent(key).length());
            rot.run("UPDATE feed SET signature = zeroblob(64) WHERE id = 1");
            EchoException told = assertThrows(EchoException.class, () -> store.head(key));
            assertEquals(Kind.CORRUPT, told.kind());
            assertTrue(
                    String.valueOf(told.getMessage())
                            .contains("the end of feed " + key.bytes().toHex()),
                    told.getMessage());
        }
    }

    @Test
    void aDamagedRecordIsReportedByName() throws SQLException {
        try (SqliteStorage storage = open()) {
            storage.meta().put("identity", Bytes.utf8("me"));
        }
        OtherProgram.run(folder, "UPDATE record SET value = x'00'");
        try (SqliteStorage storage = open()) {
            EchoException told =
                    assertThrows(EchoException.class, () -> storage.meta().get("identity"));
            assertEquals(Kind.CORRUPT, told.kind());
            assertTrue(String.valueOf(told.getMessage()).startsWith("record identity in " + file()), told.getMessage());
        }
    }
}
