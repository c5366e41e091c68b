package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The index of a sealed segment, a cache: whatever it holds, a store gives the blocks that were written. An input is a file, as it is
 * and with the checksum of its summaries set right.
 */
class IndexFuzz {
    private static final StoredLog LOG = new StoredLog();
    private static final int HEADER = 36;
    private static final int SUMMARY = 156;

    static Stream<Arguments> seeds() {
        return Seeds.of(Stream.of(Bytes.owning(LOG.content(StoredLog.INDEX))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aStoreGivesAllThatWasWrittenWhateverIsInAnIndex(byte[] input) {
        isNoHarm(input);
        if (input.length >= HEADER + Integer.BYTES) {
            isNoHarm(mended(input));
        }
    }

    private static void isNoHarm(byte[] index) {
        Promise.inProportion(index.length, () -> StoredLog.blocks(LOG.with(StoredLog.INDEX, index)))
                .ifPresent(blocks -> {
                    assertEquals(LOG.blocks(), blocks.size());
                    assertTrue(blocks.stream().allMatch(it -> LOG.wrote(it.feed(), it.number(), it.payload())));
                });
    }

    private static byte[] mended(byte[] index) {
        int feeds = ByteBuffer.wrap(index).getInt(HEADER - Integer.BYTES) & 7;
        int size = HEADER + SUMMARY * feeds;
        byte[] mended = Arrays.copyOf(index, Math.max(index.length, size + Integer.BYTES));
        ByteBuffer.wrap(mended).putInt(HEADER - Integer.BYTES, feeds);
        CRC32C crc = new CRC32C();
        crc.update(mended, 0, size);
        return ByteBuffer.wrap(mended).putInt(size, (int) crc.getValue()).array();
    }
}
