package echo.node;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.party.Peer;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.node.Road.Step;
import echo.replication.Frame;
import echo.replication.PeerId;
import echo.replication.Progress;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/** The sessions of one party: brings what channels hear to the party's loop, where a session takes it. */
final class PartySessions {
    /** Bytes that a queued frame costs beside its own. */
    private static final int KEEPING_BYTES = 256;

    private final Loop loop;
    private final Road road;
    private final Parts parts;
    private final SortedSet<PeerId> hearings = new TreeSet<>();
    private volatile List<Session.Shown> shown = List.of();

    /** What of the party the sessions work with. */
    record Parts(PartyKeeper keeper, Gatekeeper gatekeeper, PartySync sync, Holders holders, Fence fence) {}

    PartySessions(Loop loop, Road road, Parts parts) {
        this.loop = loop;
        this.road = road;
        this.parts = parts;
    }

    /** Who had a channel dialled. Any thread. */
    interface Dialled {
        /** Whether the channel is wanted still. */
        boolean wanted();

        void closed(String reason);
    }

    /** A handler for a channel that {@code dialler} dials. */
    ChannelHandler handler(Dialled dialler) {
        return new SessionHandler(Optional.of(dialler), () -> {});
    }

    /** A handler for a channel that has just named this party; {@code proven} is run when its membership is proved. */
    ChannelHandler handler(Runnable proven) {
        return new SessionHandler(Optional.empty(), proven);
    }

    /** Ends the sessions that dialled {@code address}. */
    void hangUp(Address address) {
        loop.execute(() -> parts.sync.sessions().stream()
                .filter(session -> session.dialled() && session.remote().equals(address))
                .forEach(session -> session.close("disconnected")));
    }

    /** Those that are open, as people see them. Any thread. */
    List<Peer> peers() {
        Progress progress = parts.sync.progress();
        return shown.stream()
                .map(session -> session.peer(parts.keeper.party(), progress))
                .toList();
    }

    /** Closes the oldest session of {@code session}'s device if it has too many. */
    private void limit(Session session) {
        List<Session> ofDevice = parts.sync.sessions().stream()
                .filter(it -> it.isReady() && it.remoteExchange().equals(session.remoteExchange()))
                .toList();
        if (ofDevice.size() > Limits.SESSIONS_OF_A_DEVICE) {
            ofDevice.get(0).close("its device has more than " + Limits.SESSIONS_OF_A_DEVICE + " sessions");
        }
    }

    /** Looks at whom this party may tell what it knows now; on the party's loop. */
    void review() {
        for (Session session : parts.sync.sessions()) {
            if (!session.isReady()) {
                continue;
            }
            session.review();
            boolean heard = session.restriction().isPresent();
            if (heard && hearings.add(session.id())) {
                loop.after(Limits.HEARING_MS, () -> session.restriction().ifPresent(session::dismiss));
            } else if (!heard && hearings.contains(session.id())) {
                session.close("may be told everything again"); // and begins anew
            }
        }
    }

    /** Ends all; on the party's loop. */
    void close(String reason) {
        parts.sync.sessions().forEach(session -> session.close(reason));
    }

    private void refresh() {
        shown = parts.sync.sessions().stream().map(Session::shown).toList();
    }

    /** Brings a channel's events to the loop, where a session takes them. */
    private final class SessionHandler implements ChannelHandler, Session.Listener {
        private final Optional<Dialled> dialler;
        private final Runnable proven;
        private final AtomicLong queuedBytes = new AtomicLong();
        private Optional<Channel> open = Optional.empty();
        private Optional<Session> session = Optional.empty();
        private volatile int mostBytes = Limits.EARLY_QUEUE_BYTES;

        SessionHandler(Optional<Dialled> dialler, Runnable proven) {
            this.dialler = dialler;
            this.proven = proven;
        }

        @Override
        public void opened(Channel channel) {
            open = Optional.of(channel);
            loop.execute(() -> {
                if (dialler.filter(it -> !it.wanted()).isPresent()) {
                    channel.close();
                    return;
                }
                Session started = parts.gatekeeper.session(parts.sync.nextPeer(), channel, dialler.isPresent(), this);
                session = Optional.of(started);
                parts.sync.add(started);
                started.start(parts.gatekeeper.preamble());
                refresh();
                loop.after(Limits.HALF_OPEN_MS, () -> {
                    if (!started.isReady()) {
                        started.close("did not prove membership within " + Limits.HALF_OPEN_MS + " ms");
                    }
                });
            });
        }

        @Override
        public void received(Bytes frame) {
            int cost = frame.size() + KEEPING_BYTES;
            if (queuedBytes.addAndGet(cost) > mostBytes) {
                open.ifPresent(Channel::close); // what it says further is not kept
                return;
            }
            loop.execute(() -> {
                queuedBytes.addAndGet(-cost);
                session.ifPresent(it -> it.receive(frame));
            });
        }

        @Override
        public void closed(String reason) {
            loop.execute(() -> {
                session.ifPresent(it -> it.close(reason));
                dialler.ifPresent(it -> it.closed(reason));
            });
        }

        @Override
        public void ready(Session session) {
            mostBytes = Limits.SESSION_QUEUE_BYTES;
            proven.run();
            limit(session);
            parts.sync.joined(session);
            review();
            refresh();
            road.note(Step.SESSION_BEGUN, parts.keeper.party(), () -> "session with " + session);
        }

        @Override
        public void received(Session session, Frame frame) {
            if (frame instanceof Frame.Offer offer && session.restriction().isEmpty()) {
                parts.fence.offered(offer.extents());
                parts.holders.offered(
                        session.remoteExchange(),
                        offer.extents(),
                        part -> parts.keeper.engine().lacks(part).isEmpty());
            }
            parts.sync.received(session, frame);
        }

        @Override
        public void ended(Session session, String reason) {
            hearings.remove(session.id());
            parts.sync.remove(session);
            refresh();
            road.note(Step.SESSION_ENDED, parts.keeper.party(), () -> "session with " + session + " ended: " + reason);
        }
    }
}
