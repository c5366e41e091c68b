package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import echo.pipeline.feed.ForkFinder;
import echo.pipeline.feed.VerifiedRun;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.simulation.crypto.KeyedHashSignatures;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs of blocks from any peer, against a feed of which some are held: what is accepted is what the feed's writer signed
 * (invariants 1 and 2). An input is how many blocks are held and the bytes of a frame with a run; where its last but one bit is set,
 * a run that links is signed, as by a writer who means harm.
 */
class RunFuzz {
    private static final KeyedHashSignatures SIGNATURES = new KeyedHashSignatures();
    private static final SigningKey KEY = SIGNATURES.signingKey(Seeds.key(1));
    private static final FeedKey FEED = new FeedKey(KEY.publicKey());
    private static final List<Bytes> BLOCKS =
            Stream.of("a", "b", "", "d").map(Bytes::utf8).toList();
    private static final List<Extent> CHAIN = chain(Extent.EMPTY, BLOCKS);
    private static final int SIGNED = 0x40;

    /** The extents from {@code from} on, after each of the blocks. */
    private static List<Extent> chain(Extent from, List<Bytes> blocks) {
        List<Extent> chain = new ArrayList<>(List.of(from));
        blocks.forEach(block -> chain.add(Links.append(FEED, chain.get(chain.size() - 1), block)));
        return List.copyOf(chain);
    }

    static Stream<Arguments> seeds() {
        return Seeds.of(Stream.of(input(0, 0, 4), input(2, 2, 4), input(3, 1, 4), input(4, 0, 2), input(SIGNED, 0, 1)));
    }

    private static Bytes input(int held, int from, int to) {
        Run run = signed(from, BLOCKS.subList(from, to), CHAIN.get(to));
        return Bytes.concat(
                Bytes.owning(new byte[] {(byte) held}), FrameCodec.encode(new Frame.Blocks(FEED, Optional.of(run))));
    }

    private static Run signed(long from, List<Bytes> payloads, Extent end) {
        return new Run(from, payloads, new Head(FEED, end, KEY.sign(Links.headBytes(FEED, end))));
    }

    @MethodSource("seeds")
    @FuzzTest
    void whatIsAcceptedLinksToWhatIsHeldAndIsSigned(byte[] input) {
        if (input.length > 0) {
            Bytes frame = Bytes.copyOf(input).slice(1, input.length);
            run(frame).ifPresent(run -> verify(run, input[0] & 0xff));
        }
    }

    private static Optional<Run> run(Bytes frame) {
        return FrameCodec.decode(frame) instanceof Decoded.Valid<Frame> valid
                        && valid.value() instanceof Frame.Blocks blocks
                ? blocks.run()
                : Optional.empty();
    }

    private static void verify(Run sent, int how) {
        int held = how % CHAIN.size();
        Run run = (how & SIGNED) != 0 && sent.from() <= held ? forged(sent) : sent;
        Verdict verdict = new FeedVerifier(SIGNATURES).verify(run, CHAIN.get(held));
        if (verdict instanceof Verdict.Rejected rejected) {
            Promise.isReason(rejected.reason());
        } else if (verdict instanceof Verdict.Known) {
            assertTrue(run.head().extent().length() <= held, "known");
        } else if (verdict instanceof Verdict.Accepted accepted) {
            isProved(accepted.run(), held);
        }
        new ForkFinder(SIGNATURES).compare(run, held, length -> CHAIN.get((int) length));
    }

    /** As {@code run}, with links and a signature that are right after what is held. */
    private static Run forged(Run run) {
        List<Extent> chain = chain(CHAIN.get((int) run.from()), run.payloads());
        return signed(run.from(), run.payloads(), chain.get(chain.size() - 1));
    }

    private static void isProved(VerifiedRun verified, int held) {
        Run run = verified.run();
        List<Extent> chain = chain(CHAIN.get(held), run.payloads());
        assertEquals(held, run.from());
        assertEquals(chain.subList(1, chain.size()), verified.extents());
        assertEquals(chain.get(chain.size() - 1), run.head().extent());
        assertEquals(
                KEY.sign(Links.headBytes(FEED, run.head().extent())), run.head().signature());
        assertTrue(run.payloadBytes() <= Limits.RUN_BYTES, "its size");
    }
}
