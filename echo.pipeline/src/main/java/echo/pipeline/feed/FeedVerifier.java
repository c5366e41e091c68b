package echo.pipeline.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.codec.Links;
import java.util.ArrayList;
import java.util.List;

/**
 * Proves that a run continues a feed: hashes its blocks onto what is held and checks the one signature at its end. The only
 * maker of {@link VerifiedRun}s. One thread at a time.
 */
public final class FeedVerifier {
    private final SignatureScheme signatures;

    public FeedVerifier(SignatureScheme signatures) {
        this.signatures = signatures;
    }

    /** What became of a run. */
    public sealed interface Verdict {
        /** The run, or the part of it that was not held yet, continues the feed. */
        record Accepted(VerifiedRun run) implements Verdict {}

        /** All of the run is held already. */
        record Known() implements Verdict {}

        /** The run proves nothing, for this reason. */
        record Rejected(String reason) implements Verdict {}
    }

    /** Checks {@code run} against {@code held}, the extent of its feed that is held. */
    public Verdict verify(Run run, Extent held) {
        FeedKey feed = run.head().feed();
        if (run.from() > held.length()) {
            return rejected(run, "starts at " + run.from() + ", past the " + held.length() + " blocks that are held");
        }
        if (run.head().extent().length() <= held.length()) {
            return new Verdict.Known();
        }
        if (run.head().extent().length() > Limits.FEED_BLOCKS) {
            return rejected(run, "goes past the " + Limits.FEED_BLOCKS + " blocks that a feed may have");
        }
        if (run.payloadBytes() > Limits.RUN_BYTES) {
            return rejected(run, "has " + run.payloadBytes() + " bytes under one head");
        }
        List<Bytes> fresh = run.payloads()
                .subList((int) (held.length() - run.from()), run.payloads().size());
        List<Extent> extents = new ArrayList<>(fresh.size());
        Extent end = held;
        for (Bytes payload : fresh) {
            if (payload.size() > Limits.BLOCK_BYTES) {
                return rejected(run, "has a block of " + payload.size() + " bytes");
            }
            end = Links.append(feed, end, payload);
            extents.add(end);
        }
        if (!end.equals(run.head().extent())) {
            return rejected(
                    run, "does not link to block " + held.length() + ": it was altered, or the feed was forked");
        }
        if (!signatures.verify(feed, Links.headBytes(feed, end), run.head().signature())) {
            return rejected(run, "has a head with a false signature");
        }
        return new Verdict.Accepted(new VerifiedRun(new Run(held.length(), fresh, run.head()), extents));
    }

    /** A run that this node sealed, or has verified before it stored it: hashed again, the signature taken as checked. */
    public static Verdict retrace(Run run, Extent held) {
        return new FeedVerifier(SignaturesChecked.INSTANCE).verify(run, held);
    }

    private static Verdict rejected(Run run, String reason) {
        return new Verdict.Rejected("run " + run.from() + "…"
                + run.head().extent().length() + " of feed " + run.head().feed().shortHex() + " " + reason);
    }
}
