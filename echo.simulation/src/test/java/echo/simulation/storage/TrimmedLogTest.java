package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Limits;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.simulation.contract.LinkedFeed;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.storage.file.FileFeedStore;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The files of a log that was trimmed: their bytes, frozen (docs/format.md), which of them stay, and what a step of erasing costs. */
class TrimmedLogTest {
    private static final DiskPath TRIM = PartyLog.FOLDER.resolve("trim");

    /** The feed 01…01 begins at block 2. */
    private static final String TRIMMED = "4543484f5452494d" + "00000001" // magic, version
            + "11".repeat(32) + "00000001" // party, number of feeds
            + "01".repeat(32) + "0000000000000002" // feed, length
            + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a27" // link
            + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a2791fc9e4d535c5c603fff451cf6ff17ba9f70537b0000f4a93989b0ec3486da8b" // signature
            + "41a9d130";

    /** Segment 1, which stands for 0 and 1 and holds no run: header of version 2, and a seal. */
    private static final String REWRITTEN = "4543484f46454544" + "00000002" + "00000001" // magic, version, segment
            + "11".repeat(32) + "0123456789abcdef" // party, marker
            + "00000000" + "45062b68" // the first segment that it stands for
            + "0123456789abcdef" + "00000004" + "74f01686" + "0000000000000040" + "312ada4f" + "5345414c";

    private final MemoryDisk disk = new MemoryDisk();

    @Test
    void aTrimmedLogHasTheseBytes() throws IOException {
        SampleFeed one = new SampleFeed(1);
        try (FeedStore store = new PartyLog(1).open(disk)) {
            store.append(one.next(1, 10));
            store.append(one.next(1, 10));
            store.append(one.next(1, 10));
            store.trim(Timeframe.EMPTY.with(one.key(), one.head(2).extent()));
            eraseAll(store);
        }
        assertEquals(TRIMMED, Bytes.owning(disk.content(TRIM)).toHex());
        assertEquals(REWRITTEN, Bytes.owning(disk.content(PartyLog.log(1))).toHex());
        assertEquals(
                List.of(PartyLog.index(1), PartyLog.log(1), PartyLog.log(2), TRIM), disk.files(), "and nothing else");
    }

    private static void eraseAll(FeedStore store) {
        for (int steps = 0; store.erase(); steps++) {
            assertTrue(steps < 10_000, "erasing does not end");
        }
    }

    @Test
    void everyFlippedBitOfATrimFileIsFoundAndNothingIsChanged() throws IOException {
        SampleFeed one = new SampleFeed(1);
        try (FeedStore store = new PartyLog().open(disk)) {
            store.append(one.next(1, 10));
            store.append(one.next(1, 10));
            store.trim(Timeframe.EMPTY.with(one.key(), one.head(1).extent()));
        }
        byte[] whole = disk.content(TRIM);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
            MemoryDisk rotten = disk.image(Survival.ALL);
            rotten.flip(TRIM, bit / 8, 1 << bit % 8);
            refuses(rotten, "memory:/party/trim ");
        }
        for (int size = 0; size < whole.length; size++) {
            MemoryDisk cut = disk.image(Survival.ALL);
            try (Disk.File file = cut.open(TRIM)) {
                file.truncate(size);
            }
            refuses(cut, "memory:/party/trim ");
        }
        byte[] later = whole.clone();
        later[11] = 2;
        CRC32C crc = new CRC32C();
        crc.update(later, 0, later.length - 4);
        ByteBuffer.wrap(later).putInt(later.length - 4, (int) crc.getValue());
        PartyLog.put(disk, TRIM, later);
        refuses(disk, "has format version 2, this node knows version 1");
    }

    private static void refuses(MemoryDisk disk, String reason) {
        List<DiskPath> before = disk.files();
        EchoException refusal = assertThrows(EchoException.class, () -> new PartyLog().open(disk));
        assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
        assertEquals(before, disk.files());
    }

    /** A feed that is never trimmed, as a control feed, writes a little beside one that writes much: its runs are brought together. */
    @Test
    void filesAreAsManyAsWhatIsLeftAsksFor() throws IOException {
        LinkedFeed little = new LinkedFeed(1);
        LinkedFeed much = new LinkedFeed(2);
        int most = 0;
        try (FileFeedStore store = open(disk, 100_000)) {
            for (int i = 0; i < 300; i++) {
                store.append(little.next(1, 20));
                for (int j = 0; j < 5; j++) {
                    store.append(much.next(1, 12_000));
                }
                if (i % 20 == 19) {
                    store.trim(Timeframe.EMPTY.with(
                            much.key(), much.extent(much.payloads().size())));
                    eraseAll(store);
                    most = Math.max(most, disk.files().size());
                }
            }
            assertTrue(most <= 11, "so many files: " + most);
            assertTrue(disk.size() < 150_000, "so many bytes: " + disk.size());
        }
        try (FileFeedStore store = open(disk, 100_000)) {
            assertEquals(little.payloads(), PartyLog.blocks(store, little.key()));
            assertEquals(much.extent(1500), store.start(much.key()));
        }
    }

    private static FileFeedStore open(MemoryDisk disk, long segmentBytes) {
        return FileFeedStore.open(
                disk, PartyLog.FOLDER, PartyLog.PARTY, segmentBytes, new Random(disk.size()), notice -> {});
    }

    /** P10: what one step writes is bounded, however large a segment is; writers go on between any two, and a trim may come. */
    @Test
    void aStepOfErasingIsBounded() throws IOException {
        LinkedFeed one = new LinkedFeed(1);
        LinkedFeed two = new LinkedFeed(2);
        try (FileFeedStore store = open(disk, FileFeedStore.SEGMENT_BYTES)) {
            for (int i = 0; i < 80; i++) {
                store.append((i % 2 == 0 ? one : two).next(1, 400_000));
            }
            store.trim(Timeframe.EMPTY.with(one.key(), one.extent(10)));
            int steps = 0;
            while (eraseBounded(store)) {
                store.append(two.next(1, 50));
                store.force();
                steps++;
                if (steps == 5) {
                    store.trim(Timeframe.EMPTY.with(one.key(), one.extent(30)));
                }
            }
            assertTrue(steps >= 5 + 32_000_000 / Limits.ERASE_BYTES, "steps: " + steps);
            assertTrue(disk.size() < 51 * 402_000, "bytes: " + disk.size());
        }
        try (FileFeedStore store = open(disk, FileFeedStore.SEGMENT_BYTES)) {
            assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
            assertEquals(30, store.start(one.key()).length());
            Run last = store.read(one.key(), 39, 1).orElseThrow();
            assertEquals(one.payloads().subList(39, 40), last.payloads());
        }
    }

    private boolean eraseBounded(FeedStore store) throws IOException {
        long before = unfinished();
        boolean more = store.erase();
        assertTrue(unfinished() - before <= Limits.ERASE_BYTES + Limits.RUN_BYTES + 1000, "a step wrote too much");
        return more;
    }

    private long unfinished() throws IOException {
        for (DiskPath file : disk.files()) {
            if (file.name().endsWith(Disk.UNFINISHED)) {
                return disk.content(file).length;
            }
        }
        return 0;
    }

    /** Whoever closes a store in the midst of erasing leaves nothing that the next opening does not tidy up. */
    @Test
    void erasingThatWasLeftOffBeginsAnew() throws IOException {
        LinkedFeed one = new LinkedFeed(1);
        for (int opened = 0; opened < 3; opened++) {
            try (FileFeedStore store = open(disk, FileFeedStore.SEGMENT_BYTES)) {
                for (int i = 0; i < 40 && opened == 0; i++) {
                    store.append(one.next(1, 400_000));
                }
                store.trim(Timeframe.EMPTY.with(one.key(), one.extent(3)));
                assertFalse(unfinished() > 0);
                assertTrue(store.erase());
                assertTrue(store.erase() && unfinished() > 0);
            }
        }
        try (FileFeedStore store = open(disk, FileFeedStore.SEGMENT_BYTES)) {
            eraseAll(store);
            assertTrue(disk.size() < 38 * 402_000);
        }
    }

    /** Where an index cannot be written, what it says is kept in memory; damage in what is copied is told, and copied nowhere. */
    @Test
    void damageIsNotCopied() throws IOException {
        LinkedFeed one = new LinkedFeed(1);
        try (FileFeedStore store = open(disk, 2_000)) {
            for (int i = 0; i < 12; i++) {
                store.append(one.next(1, 300));
            }
            store.trim(Timeframe.EMPTY.with(one.key(), one.extent(2)));
            disk.flip(PartyLog.log(0), 1_500, 1);
            EchoException damage = assertThrows(EchoException.class, () -> eraseAll(store));
            assertEquals(EchoException.Kind.CORRUPT, damage.kind());
            assertTrue(
                    String.valueOf(damage.getMessage()).contains("00000000.log is damaged at offset "),
                    damage.getMessage());
            assertEquals(0, unfinished());
            store.append(one.next(1, 10));
            disk.flip(PartyLog.log(0), 1_500, 1);
            eraseAll(store);
            assertEquals(2, store.start(one.key()).length());
        }
    }
}
