package echo.node;

import echo.api.EchoException;
import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.codec.Statement.Equivocation;
import echo.pipeline.items.Snapshot;
import java.util.Optional;

/** Hears what is now true. On the party's loop. */
interface KeeperWatcher {
    /** Runs of {@code feed} are taken from {@code extent} on. */
    void accepted(FeedKey feed, Extent extent);

    /** The feed of {@code proof} has two branches. */
    void forked(Equivocation proof);

    /** All that {@code held} covers is durable. */
    void kept(Timeframe held);

    /** The newest snapshot, after what made it became durable. */
    void published(Snapshot snapshot, Timeframe applied);

    /** The store failed and is being opened again, or works again. */
    void disturbed(Optional<EchoException> cause);
}
