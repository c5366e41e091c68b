package echo.codec;

import echo.api.Bytes;

/**
 * Reads protobuf in the form in which ECHO writes it: fields in the order of their numbers, each at most once but repeated ones.
 * What has another form makes it fail; then protobuf's own parser decides. One thread.
 *
 * <p>A cursor that has failed stands at its end and gives zeros and empty bytes.
 */
final class Cursor {
    // Nine of ten bytes that a party reads are headers and mutations. A generated message costs an object for each
    // part,
    // and each part twice, as ByteString and Bytes; this costs the values alone.

    private static final int LENGTH_DELIMITED = 2;
    private static final int VARINT_BITS = 64;
    private static final int DIGIT = 0x7F;

    private final Bytes bytes;
    private int at;
    private int end;
    private boolean failed;

    Cursor(Bytes bytes) {
        this.bytes = bytes;
        this.end = bytes.size();
    }

    /** Whether all was read, and nothing was of another form. */
    boolean isDone() {
        return !failed && at == end;
    }

    boolean isAtEnd() {
        return at >= end;
    }

    /** Whether a field of this number comes next that holds bytes or a message. The numbers are below 16: one byte. */
    boolean isAtBytes(int field) {
        return isAt(field << 3 | LENGTH_DELIMITED);
    }

    /** Whether a field of this number comes next that holds a number. */
    boolean isAtNumber(int field) {
        return isAt(field << 3);
    }

    private boolean isAt(int tag) {
        return at < end && bytes.at(at) == tag;
    }

    /** Goes into the message that comes next; gives the end of the one around it, which {@link #leave} wants. */
    int enter() {
        int outer = end;
        int size = size();
        end = at + size;
        return outer;
    }

    /** Goes out of a message, of which all must have been read. */
    void leave(int outer) {
        if (at != end) {
            fail();
        }
        end = failed ? at : outer;
    }

    /** The bytes of the field that comes next. */
    Bytes bytes() {
        int size = size();
        at += size;
        return bytes.slice(at - size, at);
    }

    /** The number of the field that comes next. */
    long number() {
        at++;
        return varint();
    }

    private int size() {
        at++;
        long size = varint();
        if (size < 0 || size > end - at) {
            fail();
            return 0;
        }
        return (int) size;
    }

    private long varint() {
        long number = 0;
        for (int shift = 0; shift < VARINT_BITS && at < end; shift += 7) {
            byte digit = bytes.at(at++);
            number |= (long) (digit & DIGIT) << shift;
            if (digit >= 0) {
                return number;
            }
        }
        fail();
        return 0;
    }

    private void fail() {
        failed = true;
        at = end;
    }
}
