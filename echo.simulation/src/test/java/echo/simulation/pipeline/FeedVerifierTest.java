package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.codec.Links;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import echo.simulation.crypto.KeyedHashSignatures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a run, it is refused as a value with a reason (P3). */
class FeedVerifierTest {
    private final KeyedHashSignatures signatures = new KeyedHashSignatures();
    private final FeedVerifier verifier = new FeedVerifier(signatures);
    private final SigningKey key = signatures.signingKey(Bytes.utf8("writer"));
    private final FeedKey feed = new FeedKey(key.publicKey());

    private Extent end(Extent from, String... payloads) {
        Extent end = from;
        for (String payload : payloads) {
            end = Links.append(feed, end, Bytes.utf8(payload));
        }
        return end;
    }

    private Run run(SigningKey signer, Extent from, String... payloads) {
        Extent end = end(from, payloads);
        return new Run(from.length(), bytes(payloads), new Head(feed, end, signer.sign(Links.headBytes(feed, end))));
    }

    private static List<Bytes> bytes(String... payloads) {
        List<Bytes> bytes = new ArrayList<>();
        for (String payload : payloads) {
            bytes.add(Bytes.utf8(payload));
        }
        return bytes;
    }

    private void assertRejected(String reason, Run run, Extent held) {
        Verdict verdict = verifier.verify(run, held);
        String actual = assertInstanceOf(Verdict.Rejected.class, verdict).reason();
        assertTrue(actual.contains(reason), actual);
    }

    @Test
    void aRunThatContinuesItsFeedIsAccepted() {
        Run run = run(key, end(Extent.EMPTY, "a"), "b", "c");
        var accepted = assertInstanceOf(Verdict.Accepted.class, verifier.verify(run, end(Extent.EMPTY, "a")));
        assertEquals(run, accepted.run().run());
        assertEquals(
                List.of(end(Extent.EMPTY, "a", "b"), end(Extent.EMPTY, "a", "b", "c")),
                accepted.run().extents());
    }

    @Test
    void ofARunThatOverlapsTheNewPartIsTaken() {
        Run run = run(key, Extent.EMPTY, "a", "b", "c");
        var accepted = assertInstanceOf(Verdict.Accepted.class, verifier.verify(run, end(Extent.EMPTY, "a", "b")));
        assertEquals(new Run(2, bytes("c"), run.head()), accepted.run().run());
    }

    @Test
    void aReplayedRunIsKnown() {
        Run run = run(key, Extent.EMPTY, "a", "b");
        assertInstanceOf(Verdict.Known.class, verifier.verify(run, run.head().extent()));
        assertInstanceOf(Verdict.Known.class, verifier.verify(run, end(Extent.EMPTY, "a", "b", "c")));
    }

    @Test
    void anAlteredAMissingAndAnAddedBlockAreRefused() {
        Head head = run(key, Extent.EMPTY, "a", "b").head();
        assertRejected("altered", new Run(0, bytes("a", "x"), head), Extent.EMPTY);
        assertRejected("altered", new Run(0, bytes("b", "a"), head), Extent.EMPTY);
        assertRejected("altered", new Run(1, bytes("b"), head), end(Extent.EMPTY, "x"));
    }

    @Test
    void aGapIsRefused() {
        assertRejected("past the 0 blocks", run(key, end(Extent.EMPTY, "a"), "b"), Extent.EMPTY);
    }

    @Test
    void aHeadOfOtherContentIsRefused() {
        Head other = run(key, Extent.EMPTY, "x", "y").head();
        assertRejected("does not link", new Run(0, bytes("a", "b"), other), Extent.EMPTY);
    }

    @Test
    void aFalseSignatureIsRefused() {
        Run run = run(key, Extent.EMPTY, "a");
        byte[] spoilt = run.head().signature().bytes().toByteArray();
        spoilt[63] ^= 1;
        Head head = new Head(feed, run.head().extent(), new Signature(Bytes.owning(spoilt)));
        assertRejected("false signature", new Run(0, run.payloads(), head), Extent.EMPTY);
    }

    @Test
    void someoneElsesSignatureAndAFeedKeyWithoutAnOwnerAreRefused() {
        SigningKey other = signatures.signingKey(Bytes.utf8("other"));
        assertRejected("false signature", run(other, Extent.EMPTY, "a"), Extent.EMPTY);
        FeedKey forged = new FeedKey(Bytes.owning(new byte[32]));
        Extent end = Links.append(forged, Extent.EMPTY, Bytes.utf8("a"));
        Head head = new Head(forged, end, key.sign(Links.headBytes(forged, end)));
        assertRejected("false signature", new Run(0, bytes("a"), head), Extent.EMPTY);
    }

    @Test
    void blocksOfOneFeedAreNoBlocksOfAnother() {
        Run run = run(key, Extent.EMPTY, "a");
        FeedKey other = new FeedKey(signatures.signingKey(Bytes.utf8("other")).publicKey());
        Head head = new Head(other, run.head().extent(), run.head().signature());
        assertRejected("does not link", new Run(0, run.payloads(), head), Extent.EMPTY);
    }

    /** P10 */
    @Test
    void aBlockThatIsTooLargeIsRefusedAlsoByWhoSealedIt() {
        String large = "x".repeat(Limits.BLOCK_BYTES + 1);
        assertRejected("a block of", run(key, Extent.EMPTY, large), Extent.EMPTY);
        assertInstanceOf(Verdict.Rejected.class, FeedVerifier.retrace(run(key, Extent.EMPTY, large), Extent.EMPTY));
    }
}
