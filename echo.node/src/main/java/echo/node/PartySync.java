package echo.node;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.codec.Statement.FeedKind;
import echo.node.Road.Step;
import echo.pipeline.control.PartyState;
import echo.replication.Effect;
import echo.replication.Event;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.replication.PeerId;
import echo.replication.Progress;
import echo.replication.Replicator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * One party's sessions and the replicator over them: carries out what replication asks of channels and of the keeper.
 *
 * <p>On the party's loop only, but for what says otherwise.
 */
final class PartySync {
    private static final long TICK_MS = 1_000;

    private final PartyKey party;
    private final Ports ports;
    private final Loop loop;
    private final Replicator replicator = new Replicator();
    private final Map<PeerId, Session> sessions = new TreeMap<>();
    private volatile Progress progress = Progress.EMPTY;
    private Optional<PartyKeeper> keeper = Optional.empty();
    private Consumer<PartyKeeper> watcher = keeper -> {};
    private Optional<Encoded> encoded = Optional.empty();
    private long lastPeer;
    private boolean ticking;

    private record Encoded(Frame frame, Bytes bytes) {}

    PartySync(PartyKey party, Ports ports, Loop loop) {
        this.party = party;
        this.ports = ports;
        this.loop = loop;
    }

    /** From now on blocks come from and go to {@code from}; {@code changed} hears that what peers offer may be another. */
    void start(PartyKeeper from, Consumer<PartyKeeper> changed) {
        keeper = Optional.of(from);
        watcher = changed;
    }

    PeerId nextPeer() {
        return new PeerId(++lastPeer);
    }

    void add(Session session) {
        sessions.put(session.id(), session);
    }

    /** The session ended: what was wanted of it is wanted of others. */
    void remove(Session session) {
        if (sessions.remove(session.id()) != null) {
            handle(new Event.PeerLeft(session.id()));
        }
    }

    Collection<Session> sessions() {
        return List.copyOf(sessions.values());
    }

    /** Membership of the other side is proved: sync begins. */
    void joined(Session session) {
        handle(new Event.PeerJoined(session.id()));
    }

    void received(Session session, Frame frame) {
        if (session.restriction().isEmpty()) {
            handle(new Event.Received(session.id(), frame));
        } else if (frame instanceof Frame.Offer offer) {
            handle(new Event.Received(session.id(), new Frame.Offer(control(offer.extents()))));
        } else if (!(frame instanceof Frame.Want)) {
            handle(new Event.Received(session.id(), frame));
        }
    }

    private Timeframe control(Timeframe offered) {
        PartyState state = keeper.orElseThrow().engine().state();
        Timeframe control = Timeframe.EMPTY;
        for (Map.Entry<FeedKey, Extent> entry : offered.extents().entrySet()) {
            boolean is = state.kind(entry.getKey()).equals(Optional.of(FeedKind.CONTROL));
            control = is ? control.with(entry.getKey(), entry.getValue()) : control;
        }
        return control;
    }

    void accepted(FeedKey feed, Extent extent) {
        handle(new Event.Accepted(feed, extent));
    }

    /** Whether {@code feed} is here in another branch than a fork that is known tells of. */
    void doubted(FeedKey feed, boolean doubted) {
        handle(new Event.Doubted(feed, doubted));
    }

    /** Whether the store takes blocks. */
    void ready(boolean ready) {
        handle(new Event.Ready(ready));
    }

    void kept(Timeframe held) {
        handle(new Event.Kept(held));
    }

    /** What is here of what peers offer. Any thread. */
    Progress progress() {
        return progress;
    }

    private void tick() {
        ticking = false;
        handle(new Event.Tick(loop.nowMs()));
    }

    private void handle(Event event) {
        List<Effect> effects = replicator.handle(event);
        progress = replicator.progress();
        effects.forEach(this::carryOut);
        keeper.ifPresent(watcher);
        if (!ticking && replicator.awaitsTick()) {
            ticking = true;
            loop.after(TICK_MS, this::tick);
        }
    }

    private void carryOut(Effect effect) {
        if (effect instanceof Effect.Send send) {
            session(send.peer())
                    .filter(session -> session.restriction().isEmpty() || send.frame() instanceof Frame.Want)
                    .ifPresent(session -> session.send(encoded(send.frame())));
        } else if (effect instanceof Effect.Deliver deliver) {
            FeedKey feed = deliver.run().head().feed();
            handle(
                    switch (keeper.orElseThrow().receive(deliver.run())) {
                        case TAKEN ->
                            new Event.Accepted(
                                    feed, keeper.orElseThrow().engine().extent(feed));
                        case REFUSED -> new Event.Rejected(deliver.peer(), feed);
                        case KNOWN ->
                            new Event.Known(
                                    deliver.peer(),
                                    feed,
                                    deliver.run().head().extent().length());
                        case APART ->
                            new Event.Apart(deliver.peer(), feed, deliver.run().from());
                        case POSTPONED -> new Event.Postponed(feed);
                    });
        } else if (effect instanceof Effect.Serve serve) {
            keeper.orElseThrow().afterForce(() -> serve(serve));
        } else if (effect instanceof Effect.Drop drop) {
            session(drop.peer()).ifPresent(session -> session.close(drop.reason()));
        }
    }

    private void serve(Effect.Serve serve) {
        Frame.Want want = serve.want();
        session(serve.peer()).ifPresent(session -> {
            var run = keeper.orElseThrow().serve(want.feed(), want.from(), want.maxBytes());
            run.ifPresent(blocks -> ports.road()
                    .note(
                            Step.SHARED,
                            party,
                            () -> "feed " + want.feed().shortHex() + " blocks " + blocks.from() + "…"
                                    + (blocks.head().extent().length() - 1) + " to " + session));
            session.send(new Frame.Blocks(want.feed(), run));
        });
        handle(new Event.Served(serve.peer()));
    }

    /** The bytes of {@code frame}: one offer goes to every peer, one after the other, and is written once. */
    @SuppressWarnings("ReferenceEquality")
    private Bytes encoded(Frame frame) {
        if (encoded.isEmpty() || encoded.get().frame() != frame) {
            encoded = Optional.of(new Encoded(frame, FrameCodec.encode(frame)));
        }
        return encoded.get().bytes();
    }

    private Optional<Session> session(PeerId peer) {
        return Optional.ofNullable(sessions.get(peer));
    }
}
