package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.MessageCodec;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Payloads of blocks, from any member: the short way for plain bytes and protobuf's must read them alike. */
class MessageFuzz {
    /** A field that no version knows: with it, a message is not plain. */
    private static final Bytes UNKNOWN_FIELD = Bytes.hex("7800");

    static Stream<Arguments> seeds() {
        return Seeds.of(Seeds.encodedMessages());
    }

    @MethodSource("seeds")
    @FuzzTest
    void aMessageIsReadAlikeOnBothWaysOrRefused(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        Promise.decoded(bytes, MessageCodec::decode, MessageCodec::encode).ifPresent(message -> {
            Decoded<Message> theOtherWay = MessageCodec.decode(Bytes.concat(bytes, UNKNOWN_FIELD));
            assertEquals(new Decoded.Valid<>(message), theOtherWay, "read by protobuf's parser");
            assertTrue(message.header().lamport() >= 1, "Lamport time");
            assertTrue(
                    Stream.of(message.header().data(), message.header().control())
                            .flatMap(advances -> advances.stream())
                            .allMatch(advance -> advance.feed() >= 0 && advance.length() >= 1),
                    "dependencies");
        });
    }
}
