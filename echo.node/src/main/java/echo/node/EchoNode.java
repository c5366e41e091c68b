package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.crypto.SigningKey;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.party.Echo;
import echo.api.party.Home;
import echo.api.party.Party;
import echo.api.party.Peer;
import echo.api.party.Role;
import echo.api.party.ShortCodes;
import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;

/**
 * A node: one device, its parties, the models and transports that are there now, and the connections that are wanted. Composes
 * the rest of this package; owns no thread and no clock of its own.
 *
 * <p>Any thread.
 */
public final class EchoNode implements Echo {
    private static final long JOIN_MS = 30_000;

    private final Ports ports;
    private final Identity identity;
    private final Loop loop;
    private final Loop notices;
    private final Listening listening;
    private final NodeShortCodes shortCodes;
    private final HalfOpen halfOpen = new HalfOpen();
    private final HomeParty home;
    private final List<Dialer> dialers = new ArrayList<>();
    private final List<Address> targets = new ArrayList<>();
    private final List<Transport> transports = new ArrayList<>();
    private volatile PersistentMap<PartyKey, PartyNode> parties = PersistentMap.empty();
    private volatile PersistentMap<Bytes, PartyNode> discovery = PersistentMap.empty();
    private volatile PersistentMap<ModelId, Model<?>> models = PersistentMap.empty();
    private volatile List<Dialer> wanting = List.of();
    private final CompletableFuture<Boolean> stopped = new CompletableFuture<>();
    private volatile boolean stopping;

    /** A node over {@code ports}; its identity is made if its vault is new. */
    public EchoNode(Ports ports) {
        this.ports = ports;
        this.identity = new Identity(ports);
        this.loop = ports.loops().apply("node");
        this.notices = ports.loops().apply("notices");
        this.shortCodes = new NodeShortCodes(ports, new LentToShortCodes());
        this.listening =
                new Listening(from -> new Reception(this::discover, shortCodes, halfOpen, loop), this::transport, loop);
        HomeParty.Doors doors = new HomeParty.Doors(
                () -> create(HomeParty.NAME, true), code -> join(code, true), this::remembered, listening::addresses);
        this.home = new HomeParty(this, loop, doors);
    }

    /** Opens the parties that the node remembers, and connects with where it met them. */
    public void start() {
        for (String name : ports.storage().meta().names(PartyRecord.PREFIX)) {
            Bytes bytes = ports.storage().meta().get(name).orElseThrow();
            PartyRecord record = PartyRecord.decode(name, bytes);
            PartyNode party = party(record);
            if (record.code().isPresent()) {
                settle(party, record);
            }
            party.open(record.code().map(InvitationCode::parse));
            record.addresses().forEach(this::connect);
        }
    }

    /**
     * Complete once all that is stored of the parties is visible; fails with kind {@code CORRUPT} if it is not what was written.
     * Call after {@link #start}.
     */
    public CompletionStage<Boolean> restored() {
        List<PartyNode> all = new ArrayList<>();
        parties.forEach(entry -> all.add(entry.getValue()));
        return CompletableFuture.allOf(all.stream().map(PartyNode::restored).toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    all.stream()
                            .flatMap(party -> party.damage().stream())
                            .findFirst()
                            .ifPresent(cause -> {
                                throw cause;
                            });
                    return true;
                });
    }

    /** Closes parties and connections; complete when all files are released. */
    public CompletionStage<Boolean> stop() {
        stopping = true;
        // Whoever is trying a short code is told before its channel is closed.
        var unused = shortCodes.close().whenComplete((told, failure) -> loop.execute(this::close));
        return stopped;
    }

    private void close() {
        listening.close();
        halfOpen.close();
        dialers.forEach(Dialer::stop);
        List<CompletableFuture<Boolean>> closing = new ArrayList<>();
        parties.forEach(entry -> closing.add(entry.getValue().close().toCompletableFuture()));
        CompletionStage<?> all = CompletableFuture.allOf(closing.toArray(CompletableFuture[]::new));
        all.whenComplete((done, failure) -> {
            stopped.complete(true);
            notices.close();
            loop.close();
        });
    }

    /** A model's bundle has come. */
    public void modelAdded(ModelId id, Model<?> model) {
        changeModels(models -> models.with(id, model));
    }

    /** A model's bundle is going. */
    public void modelRemoved(ModelId id, Model<?> model) {
        changeModels(models -> models.get(id).filter(model::equals).isPresent() ? models.without(id) : models);
    }

    /** A transport's bundle has come. */
    public void transportAdded(Transport transport) {
        loop.execute(() -> {
            transports.add(transport);
            listening.bindAll();
        });
    }

    /** A transport's bundle is going; it closes its channels itself. */
    public void transportRemoved(Transport transport) {
        loop.execute(() -> {
            transports.remove(transport);
            listening.transportRemoved(transport);
        });
    }

    @Override
    public MemberKey member() {
        return identity.member();
    }

    @Override
    public DeviceKey device() {
        return identity.device();
    }

    @Override
    public Home home() {
        return home;
    }

    @Override
    public CompletionStage<Party> create(String name) {
        return create(name, false);
    }

    private CompletionStage<Party> create(String name, boolean atHome) {
        if (name.isBlank() || name.length() > Limits.NAME) {
            return CompletableFuture.failedFuture(
                    new EchoException(Kind.USAGE, "a party's name has 1 to " + Limits.NAME + " characters"));
        }
        SigningKey partyKey =
                ports.crypto().signatures().signingKey(ports.entropy().next(Hash.SIZE));
        PartyKey key = new PartyKey(partyKey.publicKey());
        PartyRecord record = new PartyRecord(key, Optional.empty(), List.of(), atHome);
        return remembered(record, Optional.empty()).thenCompose(party -> {
            party.begin(identity.genesis(partyKey, name));
            return settle(party, record);
        });
    }

    @Override
    public CompletionStage<Party> join(String code) {
        try {
            return join(InvitationCode.parse(code), false);
        } catch (EchoException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<Party> join(InvitationCode invitation, boolean atHome) {
        PartyRecord record =
                new PartyRecord(invitation.party(), Optional.of(invitation.text()), invitation.addresses(), atHome);
        CompletionStage<Party> joined = remembered(record, Optional.of(invitation))
                .thenCompose(party -> {
                    invitation.addresses().forEach(this::connect);
                    loop.after(JOIN_MS, () -> limit(party));
                    return settle(party, record);
                });
        var unused = joined.whenComplete((party, failure) -> {
            if (failure instanceof CancellationException) {
                giveUp(invitation.party(), new EchoException(Kind.REFUSED, "joining was cancelled here"));
            }
        });
        return joined;
    }

    private void giveUp(PartyKey key, EchoException reason) {
        parties.get(key).ifPresent(party -> party.giveUp(reason));
    }

    /** Gives up joining, unless somebody over there has yet to decide. */
    private void limit(PartyNode party) {
        if (party.isWaiting()) {
            loop.after(JOIN_MS, () -> limit(party));
        } else {
            party.giveUp(new EchoException(
                    Kind.NETWORK, "nobody admitted this node within " + JOIN_MS / 1000 + " s; is the inviter up?"));
        }
    }

    /** Forgets the code once the party is joined, and the party if it is not, unless the node only stops. */
    private CompletionStage<Party> settle(PartyNode party, PartyRecord record) {
        return party.opened()
                .whenComplete((joined, failure) -> loop.execute(() -> {
                    boolean forgotten =
                            parties.get(record.party()).filter(party::equals).isEmpty();
                    if (stopping || forgotten) {
                        return;
                    }
                    if (failure == null) {
                        PartyRecord admitted = record.admitted(home.has(record.party()));
                        note(record, () -> ports.storage().meta().put(admitted.name(), admitted.encode()));
                    } else {
                        forget(party, record);
                    }
                }));
    }

    /** Does what is done again at the next start if it fails now. */
    private void note(PartyRecord record, Runnable change) {
        try {
            change.run();
        } catch (EchoException e) {
            ports.road().alarm(record.party(), String.valueOf(e.getMessage()));
        }
    }

    private synchronized void forget(PartyNode party, PartyRecord record) {
        dialers.removeIf(dialer -> {
            boolean of = dialer.party().equals(party);
            if (of) {
                dialer.stop();
            }
            return of;
        });
        refreshWanting();
        parties = parties.without(record.party());
        discovery = discovery.without(ports.crypto().handshakes().discoveryId(record.party()));
        home.forget(record.party());
        note(record, () -> ports.storage().meta().delete(record.name()));
        party.close();
    }

    private CompletionStage<PartyNode> remembered(PartyRecord record, Optional<InvitationCode> code) {
        CompletableFuture<PartyNode> remembered = new CompletableFuture<>();
        loop.execute(() -> {
            Optional<PartyNode> known = parties.get(record.party());
            if (known.filter(it -> it.isOpen() && !(record.home() && home.isOfThisMemberAlone(it)))
                    .isPresent()) {
                remembered.completeExceptionally(
                        new EchoException(Kind.USAGE, "this node is in that party already; see party:list"));
                return;
            }
            try {
                ports.storage().meta().put(record.name(), record.encode());
                known.ifPresent(party -> {
                    code.ifPresent(party::seek);
                    if (record.home()) {
                        home.consider(party);
                    }
                });
                remembered.complete(known.orElseGet(() -> opened(record, code)));
            } catch (EchoException e) {
                remembered.completeExceptionally(e);
            }
        });
        return remembered;
    }

    private List<PartyKey> remembered() {
        List<PartyKey> keys = new ArrayList<>();
        parties.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    private PartyNode opened(PartyRecord record, Optional<InvitationCode> code) {
        PartyNode party = party(record);
        party.open(code);
        return party;
    }

    private synchronized PartyNode party(PartyRecord record) {
        PartyNode party =
                new PartyNode(record.party(), ports, identity, new PartyNode.Outside(notices, listening::addresses));
        parties = parties.with(record.party(), party);
        discovery = discovery.with(ports.crypto().handshakes().discoveryId(record.party()), party);
        party.models(models);
        if (record.home()) {
            home.consider(party);
        }
        var unused = party.opened().thenAccept(opened -> home.look());
        loop.execute(() -> targets.forEach(target -> dial(party, target)));
        return party;
    }

    @Override
    public ShortCodes shortCodes() {
        return shortCodes;
    }

    @Override
    public List<Party> parties() {
        List<Party> all = new ArrayList<>();
        for (Map.Entry<PartyKey, PartyNode> entry : parties) {
            if (entry.getValue().isOpen() && !home.has(entry.getKey())) {
                all.add(entry.getValue());
            }
        }
        return all;
    }

    @Override
    public Optional<Party> party(PartyKey key) {
        return parties.get(key).filter(PartyNode::isOpen).map(party -> party);
    }

    @Override
    public CompletionStage<Address> listen(Address address) {
        CompletableFuture<Address> bound = new CompletableFuture<>();
        loop.execute(() -> {
            listening.add(address, bound);
        });
        return bound.whenComplete((done, failure) -> home.look());
    }

    @Override
    public void connect(Address address) {
        loop.execute(() -> {
            if (!targets.contains(address)) {
                targets.add(address);
                parties.forEach(entry -> dial(entry.getValue(), address));
            }
        });
    }

    @Override
    public void disconnect(Address address) {
        loop.execute(() -> {
            targets.remove(address);
            dialers.stream().filter(dialer -> dialer.address().equals(address)).forEach(Dialer::stop);
            dialers.removeIf(dialer -> dialer.address().equals(address));
            refreshWanting();
        });
    }

    @Override
    public List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        parties.forEach(entry -> peers.addAll(entry.getValue().sessions().peers()));
        for (Dialer dialer : wanting) {
            Peer peer = new Peer(
                    dialer.address(), true, Optional.of(dialer.party().key()), Optional.empty(), dialer.state());
            if (peers.stream().noneMatch(it -> it.dialled() && it.address().equals(peer.address()))) {
                peers.add(peer);
            }
        }
        return peers;
    }

    private void dial(PartyNode party, Address address) {
        boolean dialled = dialers.stream()
                .anyMatch(dialer ->
                        dialer.party().equals(party) && dialer.address().equals(address));
        if (!dialled) {
            Dialer dialer = new Dialer(party, address, loop, () -> transport(address));
            dialers.add(dialer);
            dialer.dial();
            refreshWanting();
        }
    }

    private void refreshWanting() {
        wanting = List.copyOf(dialers);
    }

    private Optional<Transport> transport(Address address) {
        return transports.stream()
                .filter(transport -> transport.scheme().equals(address.scheme()))
                .findFirst();
    }

    private Optional<PartyNode> discover(Bytes discoveryId) {
        return discovery.get(discoveryId);
    }

    private synchronized void changeModels(UnaryOperator<PersistentMap<ModelId, Model<?>>> change) {
        models = change.apply(models);
        parties.forEach(entry -> entry.getValue().models(models));
        home.look();
    }

    private final class LentToShortCodes implements NodeShortCodes.Node {
        @Override
        public Optional<Party> party(PartyKey key) {
            return EchoNode.this.party(key);
        }

        @Override
        public boolean isAdmin(Party party) {
            return party.members().stream()
                    .anyMatch(it -> it.key().equals(identity.member()) && it.role() == Role.ADMIN);
        }

        @Override
        public List<Address> addresses() {
            return listening.addresses();
        }

        @Override
        public void dial(Address address, ChannelHandler handler) {
            loop.execute(() -> transport(address)
                    .ifPresentOrElse(
                            carrier -> carrier.dial(address, handler),
                            () -> handler.closed("no transport for " + address.scheme())));
        }

        @Override
        public CompletionStage<Party> join(InvitationCode code) {
            return EchoNode.this.join(code, false);
        }

        @Override
        public void giveUp(InvitationCode code, EchoException reason) {
            EchoNode.this.giveUp(code.party(), reason);
        }
    }
}
