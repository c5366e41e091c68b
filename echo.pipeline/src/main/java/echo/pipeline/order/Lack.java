package echo.pipeline.order;

import echo.api.FeedKey;
import echo.api.model.PersistentMap;
import echo.api.party.Held;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What a feed's first waiting message waits for. Immutable.
 *
 * @param index the message's block
 * @param on the feed that must change first
 * @param what it must do, or have
 */
public record Lack(long index, FeedKey on, What what) {
    /** Kinds of lack. */
    public sealed interface What {
        /** The feed must reach this block. */
        record Block(long index) implements What {}

        /** The feed must be admitted. */
        record Admission() implements What {}

        /** The feed is held, but another branch of it is needed: nothing can be done. */
        record Branch() implements What {}

        /** A version of ECHO is needed that knows {@code what}. */
        record Newer(String what) implements What {}
    }

    /** What the first {@code limit} feeds of {@code lacking} that lack something wait for. */
    public static List<Held> held(PersistentMap<FeedKey, Lack> lacking, int limit) {
        List<Held> held = new ArrayList<>();
        Iterator<Map.Entry<FeedKey, Lack>> entries = lacking.iterator();
        while (held.size() < limit && entries.hasNext()) {
            Map.Entry<FeedKey, Lack> entry = entries.next();
            held.add(entry.getValue().of(entry.getKey()));
        }
        return held;
    }

    private Held of(FeedKey feed) {
        return new Held(feed, index, waitsFor());
    }

    private Held.WaitsFor waitsFor() {
        if (what instanceof What.Block block) {
            return new Held.ForBlock(on, block.index());
        }
        if (what instanceof What.Newer newer) {
            return new Held.ForVersion(newer.what());
        }
        return what instanceof What.Admission ? new Held.ForAdmission() : new Held.ForBranch(on);
    }
}
