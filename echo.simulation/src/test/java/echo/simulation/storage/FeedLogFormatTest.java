package echo.simulation.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.simulation.contract.SampleFeed;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileFeedStore;
import echo.storage.file.disk.Disk;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The bytes of a log, frozen: docs/format.md. A change here breaks every data folder in the field. */
class FeedLogFormatTest {
    private static final String HEADER = "4543484f46454544" + "00000001" + "00000000" // magic, version, segment
            + "11".repeat(32) // party
            + "0123456789abcdef" // marker
            + "0b353500";

    /** Two blocks, "hello" and an empty one, of the feed 01…01. */
    private static final String FIRST =
            "0123456789abcdef" + "00000099" + "2fbca57a" // marker, size, checksum of the body
                    + "000000000000003c" + "76ec5692" // forced up to the header's end, checksum
                    + "01".repeat(32) + "0000000000000000" + "00000002" // feed, first block, count
                    + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a27" // link
                    + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a2791fc9e4d535c5c603fff451cf6ff17ba9f70537b0000f4a93989b0ec3486da8b" // signature
                    + "00000005" + "00000000" + "68656c6c6f";

    /** One block, "!", of the feed 02…02; the first record had been forced. */
    private static final String SECOND = "0123456789abcdef" + "00000091" + "3d11bcf5" //
            + "00000000000000f1" + "097fbf01"
            + "02".repeat(32) + "0000000000000000" + "00000001"
            + "234673025aebec043459e32518a7a53ebddc00118515bc8c0adf1f73138878b1"
            + "234673025aebec043459e32518a7a53ebddc00118515bc8c0adf1f73138878b168692f33bf8ce512dc970232517623378c59156cb3610ef99101842283e4aaec"
            + "00000001" + "21";

    /** Closed in order: everything above was durable. */
    private static final String MARK = "0123456789abcdef" + "00000000" + "00000000" + "000000000000019e" + "302c9a9d";

    /** Complete: what follows stands in the next segment. */
    private static final String SEAL =
            "0123456789abcdef" + "00000004" + "74f01686" + "000000000000019e" + "a3925e6d" + "5345414c";

    /** The index of a segment with both records and a seal. */
    private static final String INDEX = "4543484f494e4458" + "00000001" + "00000000" // magic, version, segment
            + "0123456789abcdef" + "00000000000001be" + "00000002" // marker, length of the segment, feeds
            + "01".repeat(32) + "0000000000000000" + "0000000000000002" // feed, its first block here, its length
            + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a27" // link
            + "20a4a720bf4d2dab3a69df73361eb2b1a87435c739853a8d317ceed194388a2791fc9e4d535c5c603fff451cf6ff17ba9f70537b0000f4a93989b0ec3486da8b" // signature
            + "00000001" + "0000000000000160" // runs, position of the table
            + "02".repeat(32) + "0000000000000000" + "0000000000000001"
            + "234673025aebec043459e32518a7a53ebddc00118515bc8c0adf1f73138878b1"
            + "234673025aebec043459e32518a7a53ebddc00118515bc8c0adf1f73138878b168692f33bf8ce512dc970232517623378c59156cb3610ef99101842283e4aaec"
            + "00000001" + "0000000000000180"
            + "991320e2" // checksum of all before
            + "0000000000000000" // first block of the page
            + "0000000000000002" + "000000000000003c" + "000000b5" + "c4e4ca39" // end, offset, size; checksum
            + "0000000000000000"
            + "0000000000000001" + "00000000000000f1" + "000000ad" + "a4ee5500";

    private final SampleFeed one = new SampleFeed(1);
    private final SampleFeed two = new SampleFeed(2);
    private final MemoryDisk disk = new MemoryDisk();
    private final PartyLog log = new PartyLog();

    @Test
    void aLogHasTheseBytes() throws IOException {
        try (FeedStore store = log.open(disk)) {
            store.append(one.next(List.of(Bytes.utf8("hello"), Bytes.EMPTY)));
            store.force();
            store.append(two.next(List.of(Bytes.utf8("!"))));
            store.force();
        }

        assertEquals(HEADER + FIRST + SECOND + MARK, hex());
    }

    @Test
    void theseBytesAreRead() throws IOException {
        one.next(List.of(Bytes.utf8("hello"), Bytes.EMPTY));
        two.next(List.of(Bytes.utf8("!")));
        write(HEADER + FIRST + SECOND + MARK);

        FeedStore store = log.open(disk);
        assertEquals(one.payloads(), PartyLog.blocks(store, one.key()));
        assertEquals(two.payloads(), PartyLog.blocks(store, two.key()));
        assertEquals(one.head(2), store.head(one.key()).orElseThrow());
    }

    @Test
    void aSealedSegmentAndItsIndexHaveTheseBytes() throws IOException {
        try (FeedStore store = new PartyLog(400).open(disk)) {
            store.append(one.next(List.of(Bytes.utf8("hello"), Bytes.EMPTY)));
            store.force();
            store.append(two.next(List.of(Bytes.utf8("!"))));
            store.force();
            store.append(two.next(1, 1));
        }

        assertEquals(HEADER + FIRST + SECOND + SEAL, hex());
        assertEquals(INDEX, Bytes.owning(disk.content(PartyLog.index(0))).toHex());
    }

    @Test
    void openingAndClosingWithoutWritingAddsNothing() throws IOException {
        write(HEADER + FIRST + SECOND + MARK);
        log.open(disk).close();
        log.open(disk).close();

        assertEquals(HEADER + FIRST + SECOND + MARK, hex());
    }

    @Test
    void aLaterVersionIsNamedInTheRefusal() throws IOException {
        write("4543484f46454544" + "00000003" + "00000000" + "11".repeat(32) + "0123456789abcdef" + "d6157c62");

        refuses("has format version 3, this node knows versions 1 and 2");
    }

    @Test
    void aFileThatEndsWithinItsHeaderOrIsNoLogIsRefused() throws IOException {
        write(HEADER.substring(0, 100));
        refuses("ends within its header at offset 50");
        disk.delete(PartyLog.LOG);
        write("00".repeat(200));
        refuses("does not begin as a feed log");
    }

    @Test
    void aLogOfAnotherPartyIsRefused() throws IOException {
        MemoryDisk other = disk;
        log.open(other).close();
        EchoException refusal = assertThrows(
                EchoException.class,
                () -> FileFeedStore.open(
                        other, PartyLog.FOLDER, new PartyKey(Bytes.hex("22".repeat(32))), () -> 0, notice -> {}));
        assertTrue(String.valueOf(refusal.getMessage()).contains("of party 11111111"), refusal.getMessage());
    }

    @Test
    void aSegmentThatThisVersionDoesNotReadIsRefused() throws IOException {
        write(HEADER);
        disk.open(PartyLog.FOLDER.resolve("000000001.log")).close();

        refuses("is a segment that this version of ECHO does not read");
    }

    private void refuses(String reason) {
        EchoException refusal = assertThrows(EchoException.class, () -> log.open(disk));
        assertEquals(EchoException.Kind.CORRUPT, refusal.kind());
        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    private void write(String hex) throws IOException {
        disk.makeFolder(PartyLog.FOLDER);
        try (Disk.File file = disk.open(PartyLog.LOG)) {
            file.append(Bytes.hex(hex).toByteArray());
        }
    }

    private String hex() throws IOException {
        return Bytes.owning(disk.content(PartyLog.LOG)).toHex();
    }
}
