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
import echo.pipeline.Author;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.PartyState;
import echo.replication.PeerId;
import echo.replication.Progress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Keeps this device from writing to its feeds while its store counts as set back: there it may have written more than the store
 * holds, and would write those blocks a second time. The fence falls once a peer is there that knows these feeds at least as far
 * as they were found, and all that any peer has offered of them since is here; or when the user vouches for the store. Meanwhile
 * this device shows nobody its own feeds: so whoever knows them knows them from before. A node that saw the store fail remembers
 * what it had written, and needs no witness once all of that is here.
 *
 * <p>On the party's loop only.
 */
final class Fence {
    private final PartyKey party;
    private final DeviceKey device;
    private final MetaStore records;
    private final Road road;
    private final Supplier<Progress> progress;
    private Optional<String> why = Optional.empty();
    private Map<FeedKey, Long> found = new TreeMap<>();
    private Timeframe offered = Timeframe.EMPTY;
    private Optional<Map<FeedKey, Long>> written = Optional.empty();
    private boolean looked;
    private SortedSet<FeedKey> own = new TreeSet<>();

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

    /**
     * Looks whether the store is set back, of which {@code engine} was just restored, for the device that writes as {@code author}.
     * One that is empty is, if the device belonged to the party already.
     */
    void look(PartyEngine engine, Author author) {
        if (engine.state().genesis().isEmpty()
                && new KeptProof(party, records).read().isPresent()
                && SetBack.of(records, party).isEmpty()) {
            SetBack.note(records, party, "has lost the party's beginning");
        }
        why = SetBack.of(records, party);
        own = new TreeSet<>(List.of(author.controlFeed(), author.dataFeed()));
        found = lengths(engine);
        offered = offered.merge(progress.get().offered()); // who has left since still knows what it knew
        looked = true;
        if (stands() && isAllThere(engine)) {
            lift();
        }
    }

    private void lift() {
        SetBack.lift(records, party);
        why = Optional.empty();
        road.note(Step.COMPARED, party, () -> "this device has what it wrote, and goes on");
    }

    /** The store is about to be closed, of which {@code engine} has all: what this device wrote is remembered, if it is known. */
    void remember(PartyEngine engine) {
        if (looked && !stands()) {
            written = Optional.of(lengths(engine));
        }
    }

    private Map<FeedKey, Long> lengths(PartyEngine engine) {
        Map<FeedKey, Long> lengths = new TreeMap<>();
        own(engine).forEach(feed -> lengths.put(feed, engine.extent(feed).length()));
        return lengths;
    }

    /** Whether {@code engine} has all that this device is known to have written. */
    private boolean isAllThere(PartyEngine engine) {
        return written.filter(lengths -> lengths.entrySet().stream()
                        .allMatch(feed -> engine.extent(feed.getKey()).length() >= feed.getValue()))
                .isPresent();
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

    /** A peer says that it holds what {@code extents} cover. */
    void offered(Timeframe extents) {
        if (stands()) {
            for (FeedKey feed : own) {
                if (extents.extent(feed).length() > offered.extent(feed).length()) {
                    offered = offered.with(feed, extents.extent(feed));
                }
            }
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

    /** Whether {@code feed} is not shown to anybody. */
    boolean withholds(FeedKey feed) {
        return stands() && own.contains(feed);
    }

    /** Of {@code held} what peers may hear of. */
    Timeframe shown(Timeframe held) {
        Timeframe shown = held;
        if (stands()) {
            for (FeedKey feed : own) {
                shown = shown.with(feed, Extent.EMPTY);
            }
        }
        return shown;
    }

    /** Whether {@code engine} has all that any peer is known to have of this device's feeds. */
    private boolean mayFall(PartyEngine engine) {
        SortedSet<FeedKey> feeds = own(engine);
        return (isAllThere(engine) || isWitnessed(feeds))
                && feeds.stream()
                        .noneMatch(feed -> engine.extent(feed).length()
                                        < offered.extent(feed).length()
                                || engine.account().awaits(feed));
    }

    /** Whether a peer is there that knows {@code feeds} as far as they were found. */
    private boolean isWitnessed(SortedSet<FeedKey> feeds) {
        for (Map.Entry<PeerId, Timeframe> offer : progress.get().offers()) {
            Timeframe known = offer.getValue();
            if (!known.equals(Timeframe.EMPTY)
                    && feeds.stream().allMatch(feed -> known.extent(feed).length() >= found.getOrDefault(feed, 0L))) {
                return true;
            }
        }
        return false;
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
            lift();
            keeper.afterForce(() -> {}); // after it, what is shown of the party says so
        } catch (EchoException e) {
            road.alarm(party, String.valueOf(e.getMessage())); // it stands, and is compared again
        }
    }

    /** The feeds that this device writes, or has written, but for those that end where they were forked. */
    private SortedSet<FeedKey> own(PartyEngine engine) {
        for (Map.Entry<FeedKey, PartyState.Feed> feed : engine.state().feeds()) {
            if (feed.getValue().device().equals(device)) {
                own.add(feed.getKey());
            }
        }
        SortedSet<FeedKey> going = new TreeSet<>(own);
        going.removeIf(feed -> engine.state().cuts().of(feed).isPresent());
        return going;
    }
}
