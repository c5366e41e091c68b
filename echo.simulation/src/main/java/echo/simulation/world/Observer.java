package echo.simulation.world;

import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.party.View;
import java.util.concurrent.CompletionStage;

/** Hears what happens in a world, in the moment in which it happens. It must change nothing. One thread. */
public interface Observer {
    /** {@code node} opens its party's store, as its disk has it. */
    default void opened(SimNode node, FeedStore store) {}

    /** {@code node}'s store was given {@code run}, and took it. */
    default void stored(SimNode node, Run run) {}

    /** {@code node} shows {@code view} from now on. */
    default void published(SimNode node, View view) {}

    /** A user waits for {@code receipt} of {@code node}. */
    default void asked(SimNode node, CompletionStage<?> receipt) {}

    /** {@code node} said that what {@code written} covers is durable. */
    default void acknowledged(SimNode node, Timeframe written) {}

    /** {@code node} lost power, or its user put an older disk into it. */
    default void crashed(SimNode node) {}

    /** {@code node}'s disk was replaced by an older image of itself. */
    default void setBack(SimNode node) {}
}
