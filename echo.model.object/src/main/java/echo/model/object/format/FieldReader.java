package echo.model.object.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import echo.api.Bytes;
import java.io.IOException;

/**
 * Reads protobuf strictly: fields in the order of their numbers, none unknown, none twice unless asked for again. Stands
 * before one field of one message, or at that message's end.
 *
 * <p>A method throws an {@link IOException} when the field at hand is not the wanted one or its bytes are malformed; only a
 * {@link MalformedException} has a message for people.
 */
final class FieldReader {
    private static final int END = 0;

    private final CodedInputStream in;
    private int tag;

    FieldReader(Bytes bytes) throws IOException {
        in = CodedInputStream.newInstance(bytes.toByteArray());
        advance();
    }

    /** Whether the field at hand has this number. */
    boolean at(int field) {
        return WireFormat.getTagFieldNumber(tag) == field;
    }

    /** The number of the field at hand, 0 at the end. */
    int field() {
        return WireFormat.getTagFieldNumber(tag);
    }

    boolean atEnd() {
        return tag == END;
    }

    /** Goes into the message that the field holds. Gives what {@link #leave} wants. */
    int enter(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        int outer = in.pushLimit(in.readRawVarint32());
        advance();
        return outer;
    }

    /** Goes out of a message, which must be at its end. */
    void leave(int outer) throws IOException {
        requireEnd();
        in.popLimit(outer);
        advance();
    }

    void requireEnd() throws IOException {
        if (tag != END) {
            throw new MalformedException("a field that does not belong here");
        }
    }

    boolean bool(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_VARINT);
        boolean value = in.readBool();
        advance();
        return value;
    }

    long sint64(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_VARINT);
        long value = in.readSInt64();
        advance();
        return value;
    }

    /** A signed number that may be left out when it is 0. */
    long optionalSint64(int field) throws IOException {
        return at(field) ? sint64(field) : 0;
    }

    /** An unsigned number below 2³¹ that may be left out when it is 0. */
    int optionalUint31(int field) throws IOException {
        if (!at(field)) {
            return 0;
        }
        require(field, WireFormat.WIRETYPE_VARINT);
        long value = in.readUInt64();
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new MalformedException("a number is too great");
        }
        advance();
        return (int) value;
    }

    double real(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_FIXED64);
        double value = in.readDouble();
        advance();
        return value;
    }

    String text(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        String value = in.readStringRequireUtf8();
        advance();
        return value;
    }

    Bytes bytes(int field) throws IOException {
        require(field, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        Bytes value = Bytes.owning(in.readByteArray());
        advance();
        return value;
    }

    private void require(int field, int wireType) throws IOException {
        if (tag != (field << 3 | wireType)) {
            throw new MalformedException("a field is missing, misplaced or unknown");
        }
    }

    private void advance() throws IOException {
        tag = in.isAtEnd() ? END : in.readTag();
    }
}
