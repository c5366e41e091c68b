package echo.api.party;

import echo.api.FeedKey;
import echo.api.crypto.ContentKeyId;

/**
 * A message that waits, and all that follow it in its feed with it.
 *
 * @param feed the feed that holds it
 * @param block its index there, from 0
 * @param waitsFor what must come first
 */
public record Held(FeedKey feed, long block, WaitsFor waitsFor) {
    /** What a message can wait for; in words as a string. */
    public sealed interface WaitsFor {}

    /** For block {@code block} of {@code feed}. */
    public record ForBlock(FeedKey feed, long block) implements WaitsFor {
        @Override
        public String toString() {
            return "block " + block + " of feed " + feed.shortHex();
        }
    }

    /** For its own feed to be admitted. */
    public record ForAdmission() implements WaitsFor {
        @Override
        public String toString() {
            return "its feed to be admitted";
        }
    }

    /** For another branch of {@code feed} than the one that is here. */
    public record ForBranch(FeedKey feed) implements WaitsFor {
        @Override
        public String toString() {
            return "another branch of feed " + feed.shortHex();
        }
    }

    /** For a content key that this device was not given. It holds back no other message. */
    public record ForKey(ContentKeyId key) implements WaitsFor {
        @Override
        public String toString() {
            return "content key " + key.shortHex() + ", which this device was not given";
        }
    }

    /** For a version of ECHO that knows {@code what}. */
    public record ForVersion(String what) implements WaitsFor {
        @Override
        public String toString() {
            return "a version of ECHO that knows " + what;
        }
    }

    @Override
    public String toString() {
        return "block " + block + " of feed " + feed.shortHex() + " waits for " + waitsFor;
    }
}
