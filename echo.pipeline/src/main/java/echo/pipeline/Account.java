package echo.pipeline;

import echo.api.FeedKey;
import echo.api.feed.Timeframe;
import echo.api.model.PersistentMap;
import echo.api.party.Held;
import echo.pipeline.order.Lack;
import echo.pipeline.seal.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a party's engine had at one moment, and what became of it: each message is applied, held or refused (P4). It is made for
 * every flush, of parts that are there anyway; lines for people are made when somebody asks.
 *
 * <p>Immutable; any thread.
 */
public final class Account {
    /** Of an engine that has nothing. */
    public static final Account EMPTY = new Account(
            new Extents(Timeframe.EMPTY, Timeframe.EMPTY, Timeframe.EMPTY, Timeframe.EMPTY),
            new Outcomes(0, PersistentMap.empty(), List.of(), List.of(), Unread.NOTHING));

    private final Extents extents;
    private final Outcomes outcomes;

    /** How far feeds go: control feeds as held, data feeds as held and as applied, all feeds as held. */
    record Extents(Timeframe control, Timeframe data, Timeframe applied, Timeframe held) {}

    /** What was not applied: messages that wait, what the feeds that have some lack, why others ended or statements are void, bodies. */
    record Outcomes(
            long held,
            PersistentMap<FeedKey, Lack> lacking,
            List<String> refusals,
            List<String> voided,
            Unread unread) {}

    Account(Extents extents, Outcomes outcomes) {
        this.extents = extents;
        this.outcomes = outcomes;
    }

    /** How far control feeds are held. */
    public Timeframe controlHeld() {
        return extents.control();
    }

    /** How far data feeds are held, those included that were taken before what admits them turned out to be void. */
    public Timeframe dataHeld() {
        return extents.data();
    }

    /** How far feeds of both kinds are held. */
    public Timeframe held() {
        return extents.held();
    }

    /** The data messages that are applied. */
    public Timeframe applied() {
        return extents.applied();
    }

    /** Messages that are held. */
    public long heldCount() {
        return outcomes.held() + outcomes.unread().heldCount();
    }

    /** What waits first in each held feed, in the order of the feeds' keys, and then for each content key; at most {@code limit}. */
    public List<Held> held(int limit) {
        List<Held> held = new ArrayList<>(Lack.held(outcomes.lacking(), limit));
        outcomes.unread().held().stream().limit(limit - held.size()).forEach(held::add);
        return held;
    }

    /** Whether a message is held that rests on blocks of {@code feed} that are not here. */
    public boolean awaits(FeedKey feed) {
        for (Map.Entry<FeedKey, Lack> entry : outcomes.lacking()) {
            Lack lack = entry.getValue();
            if (lack.on().equals(feed) && lack.what() instanceof Lack.What.Block) {
                return true;
            }
        }
        return false;
    }

    /** What was refused or void, and why. */
    public List<String> refused() {
        List<String> lines = new ArrayList<>(outcomes.refusals());
        lines.addAll(outcomes.unread().refusals());
        lines.addAll(outcomes.voided());
        return lines;
    }
}
