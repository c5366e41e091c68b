package echo.node;

import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.MetaStore;
import echo.api.feed.SetBack;
import echo.api.feed.Timeframe;
import echo.node.Road.Step;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.PartyState;
import echo.replication.PeerId;
import echo.replication.Progress;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Keeps this device from writing to its feeds while its store counts as set back: there it may have written more than the store
 * holds, and would write those blocks a second time. The fence falls once a peer was met that knew these feeds at least as far
 * as they were found, and all that any peer offers of them is here; or when the user vouches for the store. Who only learns
 * from this device what it wrote proves nothing, so of each peer the first offer counts.
 *
 * <p>On the party's loop only.
 */
final class Fence {
    private final PartyKey party;
    private final DeviceKey device;
    private final MetaStore records;
    private final Road road;
    private final Supplier<Progress> progress;
    private final Set<PeerId> heard = new TreeSet<>();
    private Optional<String> why = Optional.empty();
    private Map<FeedKey, Extent> found = Map.of();
    private boolean witnessed;

    /** {@code progress} is what peers offer now. */
    Fence(PartyKey party, DeviceKey device, Ports ports, Supplier<Progress> progress) {
        this.party = party;
        this.device = device;
        this.records = ports.storage().meta();
        this.road = ports.road();
        this.progress = progress;
    }

    PartyKey party() {
        return party;
    }

    /** Looks whether the store is set back, of which {@code engine} was just restored. */
    void look(PartyEngine engine) {
        why = SetBack.of(records, party);
        found = stands() ? own(engine) : Map.of();
        witnessed = false;
        heard.clear();
        for (Map.Entry<PeerId, Timeframe> offer : progress.get().offers()) {
            if (!offer.getValue().equals(Timeframe.EMPTY)) {
                offered(offer.getKey(), offer.getValue());
            }
        }
    }

    /**
     * Notes that the store is about to be set back; the fence stands from the next {@link #look} on.
     *
     * @param reason in words that end "this device's store …"
     * @throws EchoException if that cannot be noted; then nothing may be done to the store
     */
    void raise(String reason) {
        SetBack.note(records, party, reason);
    }

    /** {@code peer} says that it holds what {@code offered} covers. */
    void offered(PeerId peer, Timeframe offered) {
        if (stands() && heard.add(peer)) {
            witnessed |= !offered.equals(Timeframe.EMPTY)
                    && found.entrySet().stream()
                            .allMatch(feed -> offered.extent(feed.getKey()).length()
                                    >= feed.getValue().length());
        }
    }

    private boolean stands() {
        return why.isPresent();
    }

    /** Why nothing may be written, if so. */
    Optional<EchoException> objection() {
        return why.map(reason -> new EchoException(
                Kind.UNAVAILABLE,
                "this device's store " + reason
                        + " and may lack what the device wrote, so it writes nothing before it has met"
                        + " a member that knows this; if there is none any more, type party:vouch"));
    }

    /** Whether {@code engine} has all that any peer is known to have of this device's feeds. */
    private boolean mayFall(PartyEngine engine) {
        Set<FeedKey> own = own(engine).keySet();
        return witnessed
                && !own.isEmpty()
                && own.stream()
                        .noneMatch(feed ->
                                progress.get().lags(feed) || engine.account().awaits(feed));
    }

    /** Looks whether this device has all that it wrote; if so, and once all of that is durable, lets it write again. */
    void compare(PartyKeeper keeper) {
        if (stands() && mayFall(keeper.engine())) {
            keeper.afterForce(() -> {
                if (stands() && mayFall(keeper.engine())) {
                    fall(keeper);
                }
            });
        }
    }

    /** Takes the user's word that this device has all that it wrote, or that no peer has more. */
    void vouch(PartyKeeper keeper) {
        if (stands()) {
            fall(keeper);
        }
    }

    private void fall(PartyKeeper keeper) {
        try {
            SetBack.lift(records, party);
            why = Optional.empty();
            road.note(Step.COMPARED, party, () -> "this device has what it wrote, and goes on");
            keeper.afterForce(() -> {}); // after it, what is shown of the party says so
        } catch (EchoException e) {
            road.alarm(party, String.valueOf(e.getMessage())); // it stands, and is compared again
        }
    }

    /** The feeds of this device, as far as they are here. */
    private Map<FeedKey, Extent> own(PartyEngine engine) {
        Map<FeedKey, Extent> own = new TreeMap<>();
        for (Map.Entry<FeedKey, PartyState.Feed> feed : engine.state().feeds()) {
            if (feed.getValue().device().equals(device)) {
                own.put(feed.getKey(), engine.extent(feed.getKey()));
            }
        }
        return own;
    }
}
