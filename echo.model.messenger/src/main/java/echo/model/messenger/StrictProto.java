package echo.model.messenger;

import com.google.protobuf.ByteString;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import echo.api.Bytes;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.MessageId;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What both formats of this package share: protobuf that is exactly as its writer writes it, message ids, texts. */
final class StrictProto {
    private StrictProto() {}

    /** Parses {@code data} and refuses any bytes that writing the result would not give: unknown, repeated, misplaced fields. */
    static <P extends Message> P parse(Parser<P> parser, Bytes data) throws MalformedException {
        byte[] given = data.toByteArray();
        P proto;
        try {
            proto = DiscardUnknownFieldsParser.wrap(parser).parseFrom(given);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedException("bytes that are not protobuf");
        }
        if (!Arrays.equals(proto.toByteArray(), given)) {
            throw new MalformedException("not in canonical form");
        }
        return proto;
    }

    static ByteString write(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    static ByteString write(MessageId message) {
        return write(message.position().toBytes());
    }

    static MessageId messageId(ByteString proto) throws MalformedException {
        Bytes position = Bytes.owning(proto.toByteArray());
        if (position.size() != Position.SIZE || position.at(0) < 0 || position.at(Position.SIZE - Integer.BYTES) < 0) {
            throw new MalformedException("a message's name that is no position");
        }
        return new MessageId(Position.fromBytes(position));
    }

    /** The message named by {@code proto}; null if that is left out. */
    static @Nullable MessageId optionalMessageId(ByteString proto) throws MalformedException {
        return proto.isEmpty() ? null : messageId(proto);
    }

    static MemberKey member(ByteString proto) throws MalformedException {
        if (proto.size() != MemberKey.SIZE) {
            throw new MalformedException("a member that is no key");
        }
        return new MemberKey(Bytes.owning(proto.toByteArray()));
    }

    /** Whether {@code text} can be a reaction. */
    static boolean isReaction(String text) {
        return !text.isEmpty() && text.length() <= Limits.REACTION_TEXT;
    }

    static String reaction(String proto) throws MalformedException {
        if (!isReaction(proto)) {
            throw new MalformedException("a reaction without characters, or with more than " + Limits.REACTION_TEXT);
        }
        return proto;
    }

    /** Whether {@code text} is not too long to be a message's, nor empty. */
    static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= Limits.MESSAGE_TEXT;
    }

    static String text(String proto) throws MalformedException {
        if (!isText(proto)) {
            throw new MalformedException("a text without characters, or with more than " + Limits.MESSAGE_TEXT);
        }
        return proto;
    }
}
