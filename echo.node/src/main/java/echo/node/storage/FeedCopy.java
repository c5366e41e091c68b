package echo.node.storage;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.FeedStore;
import echo.api.feed.Head;
import echo.api.feed.Moved;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies the feeds of one party from one store to another: each from where it ends in the target, run by run as they were stored.
 *
 * <pre>
 *   source      41 … │ … 77 │ … 97
 *   target   0  …  60                  appends 61 … 77, 78 … 97, and trims below 41
 * </pre>
 *
 * <p>One thread.
 */
final class FeedCopy {
    /*
     * 1. A store knows links at the ends of runs only, and the target may end within a run of the source. So the blocks that
     *    follow are linked to the target's end: if they lead to the source's next head, both are one branch.
     * 2. So every block that is copied is hashed, and what the heads do not sign is not copied.
     */
    private static final int ONE_RUN = 1;
    private static final long FORCE_BYTES = 16L << 20;

    private final PartyKey party;
    private final FeedStore from;
    private final FeedStore to;
    private long unforced;
    private long copied;

    FeedCopy(PartyKey party, FeedStore from, FeedStore to) {
        this.party = party;
        this.from = from;
        this.to = to;
    }

    /** Makes sure that each feed of {@code target} is the beginning of the source's. */
    void check(NamedStorage target) {
        for (FeedKey feed : to.feeds()) {
            objection(feed).ifPresent(objection -> {
                throw new EchoException(
                        Kind.STORAGE,
                        "the storage " + target + " holds feed " + feed + " of party " + party + ", which " + objection
                                + "; choose an empty folder");
            });
        }
    }

    private Optional<String> objection(FeedKey feed) {
        Extent here = from.extent(feed);
        Extent there = to.extent(feed);
        Extent start = from.start(feed);
        if (there.length() > here.length()) {
            return Optional.of(
                    "has " + there.length() + " blocks there, and " + here.length() + " where the node runs");
        }
        if (there.length() < start.length()) {
            return Optional.of("ends there at block " + there.length() + ", before it begins where the node runs, at "
                    + start.length());
        }
        if (to.start(feed).length() > start.length()) {
            return Optional.of(
                    "begins there at block " + to.start(feed).length() + ", after it does where the node runs");
        }
        return isBeginning(feed, here, there)
                ? Optional.empty()
                : Optional.of("has other content there up to block " + there.length());
    }

    private boolean isBeginning(FeedKey feed, Extent here, Extent there) {
        if (there.length() == here.length()) {
            return there.equals(here);
        }
        Run next = next(feed, there.length());
        return next.leadsToItsHeadFrom(there);
    }

    private Run next(FeedKey feed, long at) {
        return from.read(feed, at, ONE_RUN)
                .orElseThrow(() -> corrupt(feed, "has no block " + at + ", and more than that by its end"));
    }

    /** Copies all, durably. */
    Moved run() {
        long blocks = 0;
        List<FeedKey> feeds = from.feeds();
        for (FeedKey feed : feeds) {
            copy(feed);
            blocks += from.extent(feed).length() - from.start(feed).length();
        }
        to.force();
        trim();
        requireEqual();
        return new Moved(0, feeds.size(), blocks, copied, 0);
    }

    private void copy(FeedKey feed) {
        Extent at = to.extent(feed);
        Optional<Head> start = from.startHead(feed);
        if (at.equals(Extent.EMPTY) && start.isPresent()) {
            to.begin(start.get());
            at = start.get().extent();
        }
        long length = from.extent(feed).length();
        while (at.length() < length) {
            Run run = next(feed, at.length());
            if (!run.leadsToItsHeadFrom(at)) {
                throw corrupt(feed, "has blocks from " + run.from() + " on that do not lead to their head");
            }
            to.append(run);
            at = run.head().extent();
            copied += run.payloads().size();
            forceNowAndThen(run.payloadBytes());
        }
    }

    private void forceNowAndThen(long bytes) {
        unforced += bytes;
        if (unforced >= FORCE_BYTES) {
            to.force();
            unforced = 0;
        }
    }

    /** Lets feeds begin where they do in the source, if they begin earlier in the target. */
    private void trim() {
        Timeframe starts = Timeframe.EMPTY;
        for (FeedKey feed : from.feeds()) {
            Extent start = from.start(feed);
            if (start.length() > to.start(feed).length()) {
                starts = starts.with(feed, start);
            }
        }
        if (!starts.equals(Timeframe.EMPTY)) {
            to.trim(starts);
        }
    }

    private void requireEqual() {
        if (!to.feeds().equals(from.feeds())) {
            throw unequal("feeds", new ArrayList<>(from.feeds()), new ArrayList<>(to.feeds()));
        }
        for (FeedKey feed : from.feeds()) {
            if (!to.extent(feed).equals(from.extent(feed))) {
                throw unequal("feed " + feed, from.extent(feed), to.extent(feed));
            }
            if (!to.start(feed).equals(from.start(feed))) {
                throw unequal("the start of feed " + feed, from.start(feed), to.start(feed));
            }
        }
    }

    private EchoException unequal(String what, Object here, Object there) {
        return new EchoException(
                Kind.CORRUPT,
                what + " of party " + party + " was not copied as it is: " + here + " became " + there
                        + "; move to an empty folder");
    }

    private EchoException corrupt(FeedKey feed, String what) {
        return new EchoException(
                Kind.CORRUPT,
                "feed " + feed + " of party " + party + " " + what
                        + "; nothing was given up: look at it with feed:verify, then move again");
    }
}
