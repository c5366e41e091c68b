package echo.api.party;

import echo.api.PartyKey;
import echo.api.feed.Timeframe;
import echo.api.query.Query;
import echo.api.value.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A party as one node sees it. Reading works on an immutable {@link View}; writing goes through {@link Batch}es.
 *
 * <p>Any thread.
 */
@ProviderType
public interface Party {
    PartyKey key();

    /** The name that its founder gave it, for people. */
    String name();

    /** Everything as it is now; immutable. A write whose receipt is complete is visible in it. */
    View view();

    /**
     * Writes what {@code edit} puts into the batch: all of it or nothing, together on every peer. {@code edit} runs on the
     * calling thread, before this method returns.
     *
     * @throws IllegalArgumentException if the batch is empty or past a limit
     */
    Receipt write(Consumer<Batch> edit);

    /**
     * Makes a code that admits one new member, as {@code role}, within {@code validMs}. Fails with kind {@code REFUSED} if this
     * node's member is no admin, and {@code UNAVAILABLE} if it listens nowhere.
     */
    CompletionStage<String> invite(Role role, long validMs);

    /** As {@link #invite(Role, long)}, for a member that writes. */
    default CompletionStage<String> invite(long validMs) {
        return invite(Role.WRITER, validMs);
    }

    /** What is known, applied, held and refused. */
    PartyStatus status();

    /**
     * Calls {@code listener} with the newest view after it changed. Views may be skipped when changes come faster than the
     * listener takes them; the last one is never skipped. Called on a thread of the node, one call at a time.
     */
    Subscription subscribe(Consumer<View> listener);

    /**
     * Calls {@code listener} with what {@code query} finds now, and then with each {@link Change} of it: once, in order, and not
     * at all while the result stays as it is. When changes come faster than the listener takes them, several are delivered as
     * one, and it says so. Called as {@link #subscribe} calls.
     */
    Subscription watch(Query query, Consumer<Change> listener);

    /**
     * As {@link #watch(Query, Consumer)}, for a listener that knows the result at {@code since}, the timeframe of the last change
     * that it took: it begins with the difference, if there is any, where the node still keeps that result, and otherwise with
     * all, marked {@link Change#whole}. Kept are the last {@link echo.api.Limits#KEPT_VIEWS} views, and the results of as many
     * subscriptions that ended.
     */
    Subscription watch(Query query, Timeframe since, Consumer<Change> listener);

    /**
     * Has this node keep an index of the items of {@code type} by the property at {@code path}, for queries that name the type.
     * An index is local, lasts until the node stops, and costs a little for each item of the type that changes; while it is built
     * the party waits. Asking again changes nothing. Complete once views have it.
     */
    CompletionStage<Boolean> index(String type, Path path);

    /** As {@link #index(String, Path)}, of all items of {@code type} and by no property. */
    CompletionStage<Boolean> index(String type);

    /** The members, seniors first. */
    List<Member> members();

    /** A subscription that lasts until it is closed. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
