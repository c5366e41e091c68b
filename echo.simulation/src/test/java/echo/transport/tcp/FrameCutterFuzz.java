package echo.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Limits;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of a connection, from whoever dials. An input's first byte says in pieces of which size they arrive. */
class FrameCutterFuzz {
    static Stream<Arguments> seeds() {
        return Seeds.of(Stream.of(
                        "03 00000001 61 00000003 616263",
                        "01 00000002 6162 00000000",
                        "ff 7fffffff 61",
                        "07 00100400 61")
                .map(hex -> Bytes.hex(hex.replace(" ", ""))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void framesAreTheSameInWhateverPiecesTheyArrive(byte[] input) {
        if (input.length > 0) {
            Cut whole = Promise.inProportion(input.length, () -> Cut.of(input, input.length));
            assertEquals(whole, Cut.of(input, 1 + (input[0] & 0xff)));
            whole.refusal().ifPresent(Promise::isReason);
            int cut = whole.frames().stream()
                    .mapToInt(frame -> Integer.BYTES + frame.size())
                    .sum();
            assertTrue(cut < input.length, "no byte is made up");
            assertTrue(whole.frames().stream().allMatch(frame -> frame.size() > 0), "no frame is empty");
            assertTrue(
                    whole.frames().stream().allMatch(frame -> frame.size() <= Limits.SEALED_FRAME_BYTES), "or great");
        }
    }

    /** What came out of a stream. */
    private record Cut(List<Bytes> frames, Optional<String> refusal, boolean inside) {
        /** All but the first byte of {@code input}, in pieces of {@code size}. */
        static Cut of(byte[] input, int size) {
            FrameCutter cutter = new FrameCutter();
            List<Bytes> frames = new ArrayList<>();
            for (int at = 1; at < input.length; at += size) {
                ByteBuffer piece = ByteBuffer.wrap(input, at, Math.min(size, input.length - at));
                for (Optional<Bytes> frame = cutter.next(piece); frame.isPresent(); frame = cutter.next(piece)) {
                    frames.add(frame.get());
                }
            }
            return new Cut(frames, cutter.refusal(), cutter.insideFrame());
        }
    }
}
