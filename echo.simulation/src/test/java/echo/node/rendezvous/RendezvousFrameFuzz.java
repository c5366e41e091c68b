package echo.node.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.node.rendezvous.RendezvousFrame.Invitation;
import echo.node.rendezvous.RendezvousFrame.Reason;
import echo.node.rendezvous.RendezvousFrame.Refusal;
import echo.node.rendezvous.RendezvousFrame.Step;
import echo.node.rendezvous.RendezvousFrame.Taken;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames of a rendezvous, from anybody (invariant 9). */
class RendezvousFrameFuzz {
    static final List<RendezvousFrame> FRAMES = List.of(
            new Step(1, Bytes.utf8("a message")),
            new Step(2, Bytes.utf8("another")),
            new Step(3, Bytes.utf8("a third")),
            new Invitation("echo1abc"),
            new Taken(),
            new Refusal(Reason.WRONG, 2));

    static Stream<Arguments> seeds() {
        return Seeds.of(FRAMES.stream().map(RendezvousFrame::encode));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aFrameIsReadInOneWayOrRefused(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        Promise.decoded(bytes, RendezvousFrame::decode, RendezvousFrame::encode)
                .ifPresent(frame -> assertEquals(bytes, frame.encode()));
    }
}
