package echo.api.party;

import echo.api.feed.Timeframe;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What became of a write. Any thread. */
@ProviderType
public interface Receipt {
    /**
     * Complete when the write survives a power cut and is visible in this node's view; gives a timeframe that covers the
     * write, over the writer's data feed. Fails with kind {@code STORAGE} when the disk did; the write may then be there or
     * not, and no later write is taken until the store works again.
     */
    CompletionStage<Timeframe> durable();
}
