package echo.pipeline.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.codec.Links;
import java.util.function.LongFunction;

/** Tells of a run that does not continue what is held of its feed whether the feed has another branch. One thread at a time. */
public final class ForkFinder {
    private final SignatureScheme signatures;

    public ForkFinder(SignatureScheme signatures) {
        this.signatures = signatures;
    }

    /** What a run shows. */
    public sealed interface Finding {
        /** Nothing: it is a part of what is held, or its writer never signed it. */
        record Nothing() implements Finding {}

        /** The feed has two branches, which are one up to {@code common} blocks. */
        record Fork(long common) implements Finding {}

        /** The run is of another branch, which parts from this one before the run begins. */
        record Elsewhere() implements Finding {}
    }

    /**
     * Compares {@code run}, which begins within {@code held} blocks.
     *
     * @param chain the extent of the first so many blocks that are held
     */
    public Finding compare(Run run, long held, LongFunction<Extent> chain) {
        FeedKey feed = run.head().feed();
        Extent head = run.head().extent();
        if (run.from() > held || (head.length() <= held && head.equals(chain.apply(head.length())))) {
            return new Finding.Nothing();
        }
        Extent end = chain.apply(run.from());
        long common = run.from();
        for (Bytes payload : run.payloads()) {
            end = Links.append(feed, end, payload);
            if (end.length() <= held && end.equals(chain.apply(end.length()))) {
                common = end.length();
            }
        }
        if (!signatures.verify(feed, Links.headBytes(feed, head), run.head().signature())) {
            return new Finding.Nothing();
        }
        if (end.equals(head)) {
            return common < held ? new Finding.Fork(common) : new Finding.Nothing();
        }
        return run.from() > 0 ? new Finding.Elsewhere() : new Finding.Nothing();
    }
}
