package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.feed.Run;
import echo.simulation.contract.SampleFeed;
import echo.storage.file.disk.DiskPath;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Segments of a log. An input's first byte says which: 0 and 1 replace the sealed and the newest one as a file; 2 and 3 likewise with
 * records whose bodies are the input, cut up as {@link Seeds#chunks} does, behind headers whose checksums are right; with 4 added, in
 * bodies whose sizes add up.
 */
class SegmentFuzz {
    private static final StoredLog LOG = new StoredLog();
    private static final int HEADER = 60;
    private static final int RECORD = 28;
    private static final int RECORDS = 16;

    /** Where a run's number of blocks stands in its body, and behind link and signature the size of each. */
    private static final int COUNT = 40;

    private static final int SIZES = 140;

    static Stream<Arguments> seeds() {
        SampleFeed feed = new SampleFeed(7);
        List<Bytes> bodies = List.of(body(feed.next(1, 3)), body(feed.next(2, 5)), Bytes.utf8("SEAL"));
        return Seeds.of(Stream.of(
                Bytes.concat(Bytes.owning(new byte[] {0}), Bytes.owning(LOG.content(StoredLog.SEALED))),
                Bytes.concat(Bytes.owning(new byte[] {1}), Bytes.owning(LOG.content(StoredLog.NEWEST))),
                Seeds.input(2, bodies),
                Seeds.input(3, bodies.subList(0, 2)),
                Seeds.input(7, bodies.subList(0, 2))));
    }

    /** A run as docs/format.md lays it out. */
    private static Bytes body(Run run) {
        ByteBuffer numbers = ByteBuffer.allocate(12)
                .putLong(run.from())
                .putInt(run.payloads().size());
        ByteBuffer sizes = ByteBuffer.allocate(Integer.BYTES * run.payloads().size());
        run.payloads().forEach(payload -> sizes.putInt(payload.size()));
        return Bytes.concat(
                run.head().feed().bytes(),
                Bytes.owning(numbers.array()),
                run.head().extent().link().bytes(),
                run.head().signature().bytes(),
                Bytes.owning(sizes.array()),
                Bytes.concat(run.payloads().toArray(Bytes[]::new)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aStoreGivesWhatIsInTheFileOrSaysThatItIsDamagedAndFsckMendsIt(byte[] input) {
        if (input.length > 0) {
            DiskPath path = (input[0] & 1) == 0 ? StoredLog.SEALED : StoredLog.NEWEST;
            byte[] rest = Arrays.copyOfRange(input, 1, input.length);
            byte[] file = (input[0] & 2) == 0 ? rest : records(path, bodies(rest, input[0] & 4));
            isKept(path, file);
        }
    }

    private static List<Bytes> bodies(byte[] input, int summed) {
        List<Bytes> bodies = Seeds.chunks(Bytes.owning(input), RECORDS);
        return summed == 0 ? bodies : bodies.stream().map(SegmentFuzz::summed).toList();
    }

    /** A body whose last block has all that the others leave. */
    private static Bytes summed(Bytes body) {
        ByteBuffer buffer = ByteBuffer.wrap(body.toByteArray());
        int count = body.size() < SIZES ? 0 : buffer.getInt(COUNT);
        int start = SIZES + Integer.BYTES * count;
        if (count < 1 || count > RECORDS || start > body.size()) {
            return body;
        }
        int left = body.size() - start;
        for (int at = SIZES; at < start - Integer.BYTES; at += Integer.BYTES) {
            left -= buffer.getInt(at);
        }
        return Bytes.owning(buffer.putInt(start - Integer.BYTES, left).array());
    }

    private static void isKept(DiskPath path, byte[] file) {
        Promise.inProportion(file.length, () -> StoredLog.blocks(LOG.with(path, file)))
                .ifPresent(blocks -> blocks.forEach(block -> assertTrue(isIn(file, block), "made up: " + block)));
        StoredLog.isMended(LOG.with(path, file), (feed, block) -> isIn(file, block));
    }

    private static boolean isIn(byte[] file, StoredLog.Block block) {
        return LOG.wrote(block.feed(), block.number(), block.payload())
                || IntStream.rangeClosed(0, file.length - block.payload().size())
                        .anyMatch(at -> isAt(at, file, block.payload()));
    }

    private static boolean isAt(int from, byte[] file, Bytes payload) {
        int at = 0;
        while (at < payload.size() && file[from + at] == payload.at(at)) {
            at++;
        }
        return at == payload.size();
    }

    /** A segment of records with these bodies. */
    private static byte[] records(DiskPath path, List<Bytes> bodies) {
        List<Bytes> parts = new ArrayList<>();
        byte[] header = Arrays.copyOf(LOG.content(path), HEADER);
        parts.add(Bytes.owning(header));
        int number = ByteBuffer.wrap(header).getInt(12);
        long at = HEADER;
        for (Bytes body : bodies) {
            parts.add(header(number, at, body));
            parts.add(body);
            at += RECORD + body.size();
        }
        return Bytes.concat(parts.toArray(Bytes[]::new)).toByteArray();
    }

    private static Bytes header(int number, long at, Bytes body) {
        ByteBuffer header = ByteBuffer.allocate(RECORD)
                .putLong(StoredLog.MARKER)
                .putInt(body.size())
                .putInt(crc(body.toByteArray()))
                .putLong(at);
        byte[] place = ByteBuffer.allocate(12).putInt(number).putLong(at).array();
        Bytes checked = Bytes.copyOf(header.array()).slice(0, RECORD - Integer.BYTES);
        return Bytes.owning(
                header.putInt(crc(Bytes.concat(Bytes.owning(place), checked).toByteArray()))
                        .array());
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
