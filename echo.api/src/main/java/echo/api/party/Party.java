package echo.api.party;

import echo.api.EchoException;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Position;
import echo.api.feed.Timeframe;
import echo.api.feed.Verified;
import echo.api.past.Cause;
import echo.api.past.Difference;
import echo.api.past.Edits;
import echo.api.past.History;
import echo.api.past.Undo;
import echo.api.query.Query;
import echo.api.value.Path;
import java.util.List;
import java.util.Optional;
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

    /** Everything as it is now; immutable. A write is visible in it once {@link Receipt#applied} is complete. */
    View view();

    /**
     * Writes what {@code edit} puts into the batch: all of it or nothing, together on every peer. {@code edit} runs on the
     * calling thread, before this method returns.
     *
     * @throws IllegalArgumentException if the batch is empty or past a limit
     */
    Receipt write(Consumer<Batch> edit);

    /**
     * Makes a code that admits so many new members, each as {@code role}, within {@code validMs}. Fails with kind {@code REFUSED} if
     * this node's member is no admin, {@code UNAVAILABLE} if it listens nowhere, and {@code USAGE} if {@code uses} is not 1 to {@link
     * Limits#INVITATION_USES}. {@link Roster#withdraw} takes it back. A code of six digits, for who is there to type it, gives {@link
     * ShortCodes#invite}.
     */
    CompletionStage<String> invite(Role role, long validMs, int uses);

    /** As {@link #invite(Role, long, int)}, for one new member. */
    default CompletionStage<String> invite(Role role, long validMs) {
        return invite(role, validMs, 1);
    }

    /**
     * Makes whoever holds {@code member} a member, if it is none yet, and gives a code that says where the party is: with it that
     * member's first device joins, and nobody else, so it is no secret. Any admin's node lets it in, also when this one is away. Fails
     * as {@link #invite(Role, long, int)}, and with kind {@code REFUSED} if it is a member in another role.
     */
    CompletionStage<String> admit(MemberKey member, Role role);

    /**
     * Makes a code that says where the party is, and is no secret. Further devices of this node's member join with it: the member's
     * devices let them in. Anybody else who joins with it asks the admins, and waits until one decides ({@link Roster#requests}). Fails
     * with kind {@code UNAVAILABLE} if this node listens nowhere.
     */
    CompletionStage<String> where();

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
     * subscriptions that ended. Where there were several views of {@code since}, under other models, it is all.
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

    /** Who belongs, and what may be changed about it. */
    Roster roster();

    /** As {@link Roster#members}. */
    default List<Member> members() {
        return roster().members();
    }

    /**
     * Takes the caller's word that no peer has blocks of this device that its store lacks. A device whose store was {@linkplain
     * echo.api.feed.SetBack set back}, by a backup or a repair, refuses writes with kind {@code UNAVAILABLE} until it has met a
     * member that knows its feeds; this is for who knows that there is none. If there is one nevertheless, the device's feeds are
     * forked by what it writes next, and end where it was set back. Complete with whether the device may write.
     */
    CompletionStage<Boolean> vouch();

    /**
     * Reads every byte of the party's feeds on this node's disk while the party goes on; see {@link
     * echo.api.feed.Storage#verify}. If something is not as it was written, the store is closed, repaired and opened again, so that
     * peers send what is missing, and this device writes nothing before it has met one that knows what it wrote.
     * If all is as it was written, every block is linked once more to the one before it, and every signature checked, on several
     * threads: what is found then somebody has changed on purpose, and no repair mends it.
     *
     * <p>Complete with the faults, if there are any, and then what was done about them. Fails with
     * kind {@code UNAVAILABLE} if the storage cannot look while it is in use, if the store is opened or closed meanwhile, or when
     * the node stops.
     */
    CompletionStage<Verified> verify();

    /**
     * Complete, with a view that covers it, when all that {@code timeframe} covers is applied here: a barrier. Fails with kind
     * {@code USAGE} when another branch of one of its feeds is here, and {@code UNAVAILABLE} when the node stops, or when more than
     * {@link echo.api.Limits#WAITING_STAGES} stages wait already.
     */
    CompletionStage<View> await(Timeframe timeframe);

    /**
     * The party as exactly the messages that {@code timeframe} covers make it, under the models and the members of now. Read anew
     * from the store, at a cost in proportion to these messages. Its handles read; they refuse to write.
     *
     * @param timeframe over data feeds. Fails with kind {@code USAGE} unless all that it covers is applied here, link for link,
     *     and what its messages depend on is covered too
     */
    CompletionStage<View> at(Timeframe timeframe);

    /** How what {@code to} shows differs from what {@code from} shows; fails as {@link #at}. */
    CompletionStage<Difference> diff(Timeframe from, Timeframe to);

    /**
     * What was done to {@code item}, in the party's order, by messages that are applied: a page of deeds after {@code after}.
     *
     * @param after where the page before ended, {@link Position#FIRST} for the first one
     * @param most deeds of the page, 1 to {@link echo.api.Limits#HISTORY_PAGE}
     */
    CompletionStage<History> history(ItemId item, Position after, int most);

    /**
     * The mutations that made what stands at {@code path} of {@code item}, an object: those after which something else stood
     * there than before, in the party's order. Fails with kind {@code USAGE} if the item shows no {@link
     * echo.api.item.ObjectItem}.
     */
    CompletionStage<List<Cause>> why(ItemId item, Path path);

    /** What this node wrote, to be taken back. */
    Edits edits();

    /** The first page of {@link #history(ItemId, Position, int)}. */
    default CompletionStage<History> history(ItemId item) {
        return history(item, Position.FIRST, Limits.HISTORY_PAGE);
    }

    /** As {@link Edits#undo(Timeframe)}. */
    default CompletionStage<Undo> undo(Timeframe batch) {
        return edits().undo(batch);
    }

    /** As {@link #undo(Timeframe)}, for the write of {@code receipt}, once it is applied. */
    default CompletionStage<Undo> undo(Receipt receipt) {
        return receipt.applied().thenCompose(this::undo);
    }

    /** A subscription that lasts until it is closed. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();

        /** Why the node ended it, if it did; nothing more is told then. A watched query ends so when it cannot be answered. */
        default Optional<EchoException> failure() {
            return Optional.empty();
        }
    }
}
