package echo.node;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.pipeline.Author;
import echo.pipeline.control.PartyState;
import java.util.List;
import java.util.Optional;

/**
 * The data feed that this device writes now: its first one or, since that one counts no more (as a copy of the
 * device wrote into it that began with a backup, say, or as this device might not write for a while), the next.
 *
 * <p>On the party's loop only, but for what says otherwise.
 */
final class OwnFeed {
    private final Identity identity;
    private final PartyKeeper keeper;
    private final PartySync sync;
    private final Loop loop;
    private volatile BatchBuilder.Writer hand;
    private Optional<Author> successor = Optional.empty();
    private boolean admitting;

    OwnFeed(Identity identity, PartyKeeper keeper, PartySync sync, Loop loop) {
        this.identity = identity;
        this.keeper = keeper;
        this.sync = sync;
        this.loop = loop;
        this.hand = hand(keeper.party(), identity.author(keeper.party()));
    }

    private static BatchBuilder.Writer hand(PartyKey party, Author author) {
        return new BatchBuilder.Writer(party, author.dataFeed(), new LastRanks());
    }

    /** Who writes it. Any thread. */
    BatchBuilder.Writer hand() {
        return hand;
    }

    FeedKey key() {
        return hand.feed();
    }

    /** Looks at what is known about it now; what must be done is done once the keeper has come to rest. */
    void look(PartyState state, Holders holders) {
        boolean over = isOver(state, key()) && mayWrite(state);
        boolean unadmitted = successor.isPresent() && !state.feeds().containsKey(key());
        if (over || (unadmitted && !admitting)) {
            loop.execute(() -> goOn(holders));
        }
    }

    private void goOn(Holders holders) {
        PartyKey party = keeper.party();
        PartyState state = keeper.engine().state();
        if (isOver(state, key()) && mayWrite(state)) {
            int forked = 0;
            Author next = identity.author(party, forked);
            while (isOver(state, next.dataFeed())) {
                next = identity.author(party, ++forked);
            }
            keeper.goOn(next);
            hand = hand(party, next);
            holders.goOn(key());
            successor = Optional.of(next);
        }
        successor
                .filter(author -> !admitting
                        && !keeper.engine().takes(author.dataFeed())
                        && !sync.progress().lags(author.controlFeed()))
                .ifPresent(this::admit);
    }

    private boolean mayWrite(PartyState state) {
        return state.mayWrite(identity.device());
    }

    private static boolean isOver(PartyState state, FeedKey feed) {
        return state.cuts().of(feed).isPresent();
    }

    /** Where this fails it is tried again when more is kept. */
    private void admit(Author author) {
        admitting = true;
        keeper.state(List.of(identity.dataFeed(keeper.party(), author)))
                .whenComplete((timeframe, failure) -> admitting = false);
    }
}
