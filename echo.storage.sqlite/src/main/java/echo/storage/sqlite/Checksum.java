package echo.storage.sqlite;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** CRC32C over the columns of a row, in the order in which they are given; numbers are big-endian. */
final class Checksum {
    private final CRC32C crc = new CRC32C();

    Checksum bytes(byte[] bytes) {
        number(bytes.length);
        crc.update(bytes);
        return this;
    }

    Checksum text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    Checksum number(long number) {
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
        return this;
    }

    /** From 0 to 2^32 - 1. */
    long value() {
        return crc.getValue();
    }
}
