package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.feed.Extent;
import echo.codec.Statement.Equivocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Says in the party what this node has seen: that a feed has two branches, with the proof. And where a proof tells of branches of
 * which this node has neither, it has what it holds compared with what others hold.
 *
 * <p>On the party's loop only.
 */
final class Witness {
    private final Identity identity;
    private final PartyKeeper keeper;
    private final PartySync sync;
    private final Map<FeedKey, Equivocation> seen = new TreeMap<>();
    private final Map<FeedKey, Long> stating = new TreeMap<>();

    Witness(Identity identity, PartyKeeper keeper, PartySync sync) {
        this.identity = identity;
        this.keeper = keeper;
        this.sync = sync;
    }

    /** States {@code proof}, unless as much is known or being stated. Where that fails, the fork is found again. */
    void saw(Equivocation proof) {
        seen.put(proof.feed(), proof);
        tell();
    }

    /** States what is not known yet, once this device has all of its own control feed that others have: else it would fork that. */
    private void tell() {
        if (seen.isEmpty() || sync.progress().lags(keeper.controlFeed())) {
            return;
        }
        List<Equivocation> proofs = List.copyOf(seen.values());
        seen.clear();
        for (Equivocation proof : proofs) {
            FeedKey feed = proof.feed();
            long at = proof.common().length();
            Optional<Long> known = cut(feed).map(Extent::length).or(() -> Optional.ofNullable(stating.get(feed)));
            if (known.filter(earlier -> earlier <= at).isEmpty()) {
                stating.put(feed, at);
                keeper.state(List.of(identity.statement(keeper.party(), proof))).whenComplete((timeframe, failure) -> {
                    stating.remove(feed, at);
                    if (failure instanceof EchoException trouble && trouble.kind() != Kind.REFUSED) {
                        seen.putIfAbsent(feed, proof); // nothing can be stated now: told when more is kept
                    }
                });
            }
        }
    }

    /** Looks at what is held of forked feeds, when more of them may be known, or more be held. */
    void look() {
        tell();
        for (Map.Entry<FeedKey, Extent> cut : keeper.engine().state().cuts().forks()) {
            sync.doubted(cut.getKey(), keeper.engine().isElsewhere(cut.getKey(), cut.getValue()));
        }
    }

    private Optional<Extent> cut(FeedKey feed) {
        return keeper.engine().state().cuts().forks().get(feed);
    }
}
