package echo.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import echo.api.Bytes;
import echo.api.Limits;
import java.util.function.Function;

/** The way between {@link Bytes} and generated messages, with the limits that hostile bytes meet. */
final class Proto {
    private Proto() {}

    static ByteString of(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    /** The bytes of {@code rank}; none for the one that is meant when there are none. */
    static ByteString rank(Rank rank) {
        return rank.equals(Rank.MIDDLE) ? ByteString.EMPTY : of(rank.bytes());
    }

    static Bytes of(ByteString bytes) {
        return Bytes.owning(bytes.toByteArray());
    }

    static Bytes of(MessageLite message) {
        return Bytes.owning(message.toByteArray());
    }

    /** Parses {@code bytes} and converts the result; any failure of either is malformed. */
    static <P extends MessageLite, T> Decoded<T> decode(
            String what, Bytes bytes, Parser<P> parser, Function<P, Decoded<T>> convert) {
        try {
            CodedInputStream in = CodedInputStream.newInstance(bytes.toByteArray());
            in.setRecursionLimit(Limits.DEPTH);
            P parsed = parser.parseFrom(in);
            in.checkLastTagWas(0);
            return convert.apply(parsed);
        } catch (InvalidProtocolBufferException e) {
            return new Decoded.Malformed<>(what + " is not well formed");
        } catch (IllegalArgumentException e) {
            // records check themselves; their complaint is the reason
            return new Decoded.Malformed<>(what + ": " + e.getMessage());
        }
    }
}
