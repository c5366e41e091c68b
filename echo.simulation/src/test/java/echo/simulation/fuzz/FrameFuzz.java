package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Limits;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of the sync protocol, from any peer (invariant 9). */
class FrameFuzz {
    static Stream<Arguments> seeds() {
        return Seeds.of(Seeds.encodedFrames());
    }

    @MethodSource("seeds")
    @FuzzTest
    void aFrameIsReadWithinItsLimitsOrRefused(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        Promise.decoded(bytes, FrameCodec::decode, FrameCodec::encode).ifPresent(frame -> isBounded(frame, bytes));
    }

    private static void isBounded(Frame frame, Bytes bytes) {
        if (frame instanceof Frame.Offer offer) {
            assertTrue(offer.extents().extents().size() <= Limits.TIMEFRAME_ENTRIES, "an offer");
        } else if (frame instanceof Frame.Want want) {
            assertTrue(want.from() >= 0 && want.maxBytes() >= 0 && want.maxBytes() <= Limits.RUN_BYTES, "a want");
        } else if (frame instanceof Frame.Blocks blocks) {
            assertTrue(blocks.run().stream().allMatch(run -> run.payloadBytes() <= bytes.size()), "blocks");
            assertTrue(blocks.run().stream().allMatch(run -> run.head().feed().equals(blocks.feed())), "their feed");
        } else if (frame instanceof Frame.JoinReply reply) {
            reply.refusal().ifPresent(FrameFuzz::isLine);
        } else if (frame instanceof Frame.Farewell farewell) {
            isLine(farewell.reason());
        }
    }

    private static void isLine(String reason) {
        assertTrue(reason.length() <= 200, "a reason");
        assertTrue(reason.chars().noneMatch(Character::isISOControl), "a reason on one line");
    }
}
