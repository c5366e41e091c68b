package echo.pipeline.order;

import echo.api.FeedKey;
import echo.api.model.PersistentMap;
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

    /** Lines for people about the first {@code limit} feeds that lack something. */
    public static List<String> lines(PersistentMap<FeedKey, Lack> lacking, int limit) {
        List<String> lines = new ArrayList<>();
        Iterator<Map.Entry<FeedKey, Lack>> entries = lacking.iterator();
        while (lines.size() < limit && entries.hasNext()) {
            Map.Entry<FeedKey, Lack> entry = entries.next();
            lines.add(entry.getValue().line(entry.getKey()));
        }
        return lines;
    }

    private String line(FeedKey feed) {
        return "block " + index + " of feed " + feed.shortHex() + " waits for " + words();
    }

    private String words() {
        if (what instanceof What.Block block) {
            return "block " + block.index() + " of feed " + on.shortHex();
        }
        if (what instanceof What.Newer newer) {
            return "a version of ECHO that knows " + newer.what();
        }
        return what instanceof What.Admission ? "its feed to be admitted" : "another branch of feed " + on.shortHex();
    }
}
