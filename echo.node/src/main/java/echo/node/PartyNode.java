package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Position;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.feed.Verified;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.party.Batch;
import echo.api.party.Change;
import echo.api.party.Party;
import echo.api.party.PartyStatus;
import echo.api.party.Receipt;
import echo.api.party.Role;
import echo.api.party.Roster;
import echo.api.party.View;
import echo.api.past.Cause;
import echo.api.past.Difference;
import echo.api.past.Edits;
import echo.api.past.History;
import echo.api.query.Query;
import echo.api.transport.Address;
import echo.api.value.Path;
import echo.codec.Credential;
import echo.codec.Operation;
import echo.codec.Statement.Equivocation;
import echo.node.Road.Step;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.Snapshot;
import echo.pipeline.query.Indexes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One party of a node: the {@link Party} that applications hold, on any thread, in front of the keeper and the sync that work
 * on the party's loop.
 */
final class PartyNode implements Party, KeeperWatcher {
    private final PartyKey key;
    private final Ports ports;
    private final Loop loop;
    private final Outside outside;
    private final Fence fence;
    private final PartyKeeper keeper;
    private final PartySync sync;
    private final PartySessions sessions;
    private final Gatekeeper gatekeeper;
    private final Registrar registrar;
    private final OwnFeed own;
    private final KeyCare keys;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private final Watching watching;
    private final CompletableFuture<Party> opened = new CompletableFuture<>();
    private final CompletableFuture<Boolean> restored = new CompletableFuture<>();
    private volatile NodeView view = new NodeView(this::mutate);
    private volatile PartyState state = PartyState.EMPTY;
    private volatile PersistentMap<ModelId, Model<?>> models = PersistentMap.empty();
    private volatile Standing standing = Standing.NONE;
    private volatile Optional<EchoException> trouble = Optional.empty();
    private final Promises promises;
    private final Barriers barriers = new Barriers();
    private final Holders holders;
    private final Witness witness;
    private final PartyWriter writer;
    private final PartyPast past;
    private final PartyEdits edits;
    private final PartyRoster roster;

    /**
     * What the node lends to its parties.
     *
     * @param notices the loop on which subscribers are called
     * @param addresses where the node listens now
     */
    record Outside(Loop notices, Supplier<List<Address>> addresses) {}

    /** A party of the node with {@code identity}. */
    PartyNode(PartyKey key, Ports ports, Identity identity, Outside outside) {
        this.key = key;
        this.ports = ports;
        this.outside = outside;
        this.loop = ports.loops().apply("party-" + key.shortHex());
        this.sync = new PartySync(key, ports, loop);
        this.fence = new Fence(key, identity.device(), ports, sync::progress);
        this.keeper = new PartyKeeper(ports, fence, identity, loop, this);
        this.own = new OwnFeed(identity, keeper, sync, loop);
        this.watching = new Watching(outside.notices(), () -> view);
        this.keys = new KeyCare(ports, identity, keeper, sync, loop);
        this.registrar = new Registrar(ports, identity, keeper, keys);
        this.gatekeeper = new Gatekeeper(ports, identity, keeper, registrar, this::refused);
        this.holders = new Holders(own.key());
        this.sessions = new PartySessions(
                loop, ports.road(), new PartySessions.Parts(keeper, gatekeeper, sync, holders, fence));
        this.witness = new Witness(identity, keeper, sync);
        this.promises = new Promises(loop);
        this.writer = new PartyWriter(ports, new PartyWriter.Desk(keeper, keys), promises, holders);
        this.past = new PartyPast(loop, ports.loops().apply("past-" + key.shortHex()), keeper, promises);
        this.edits = new PartyEdits(own::key, keeper, past, writer);
        this.roster = new PartyRoster(identity, keeper, registrar, keys, promises, () -> state);
        promises.add(opened);
    }

    /** Opens the store; with {@code code}, asks to be admitted as soon as the inviter is met. */
    CompletionStage<Party> open(Optional<InvitationCode> code) {
        loop.execute(() -> {
            sync.start(keeper, fence::compare);
            gatekeeper.seek(code);
            keeper.open();
            // After the flush that the restoring asked for: then what was stored is visible.
            loop.execute(() -> restored.complete(true));
        });
        return opened;
    }

    /** Complete once the store was tried and what it has is visible; see {@link #damage} for what it may lack. */
    CompletableFuture<Boolean> restored() {
        return restored;
    }

    /** Why the store cannot be read, if what is stored is not what was written. Trouble that may pass is none. */
    Optional<EchoException> damage() {
        return trouble.filter(cause -> cause.kind() == EchoException.Kind.CORRUPT);
    }

    /** Asks with {@code code} instead of the one before, which came to nothing. */
    void seek(InvitationCode code) {
        loop.execute(() -> gatekeeper.seek(Optional.of(code)));
    }

    /** Whether the store was read, and this device is admitted: there is something to show. */
    boolean isOpen() {
        return opened.isDone() && !opened.isCompletedExceptionally();
    }

    private void refused(String reason) {
        giveUp(new EchoException(Kind.REFUSED, reason));
    }

    /** Complete once this device is admitted. */
    CompletionStage<Party> opened() {
        return opened;
    }

    /** Whether somebody keeps this node's request to be admitted, and may take any time to decide. */
    boolean isWaiting() {
        return gatekeeper.isWaiting() && !opened.isDone();
    }

    /** Gives up waiting to be admitted. */
    void giveUp(EchoException reason) {
        opened.completeExceptionally(reason);
    }

    /** States what begins the party. */
    void begin(List<Credential> genesis) {
        loop.execute(() -> keeper.state(genesis).whenComplete((timeframe, failure) -> {
            if (failure instanceof EchoException reason) {
                giveUp(reason);
            }
        }));
    }

    CompletionStage<Boolean> close() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        loop.execute(() -> {
            sessions.close("the node stops");
            keeper.close();
            promises.breakAll();
            past.close();
            closed.complete(true);
            loop.close();
        });
        return closed;
    }

    void models(PersistentMap<ModelId, Model<?>> now) {
        models = now;
        loop.execute(() -> keeper.models(now));
    }

    PartySessions sessions() {
        return sessions;
    }

    @Override
    public PartyKey key() {
        return key;
    }

    @Override
    public String name() {
        return state.name();
    }

    @Override
    public View view() {
        ports.road().note(Step.ASKED, key, () -> "view of " + view.timeframe());
        return view;
    }

    @Override
    public Receipt write(Consumer<Batch> edit) {
        BatchBuilder.Writer by = own.hand();
        BatchBuilder batch = new BatchBuilder(view, by, models, ports.entropy());
        edit.accept(batch);
        return submit(batch.operations(), by);
    }

    void mutate(ItemId item, Bytes data) {
        submit(List.of(new Operation.Mutate(item, data)), own.hand());
    }

    private Receipt submit(List<Operation> operations, BatchBuilder.Writer by) {
        NodeReceipt receipt = writer.receipt(operations);
        loop.execute(() -> {
            if (!by.feed().equals(own.key())) { // what it creates has names that are made of the feed's
                receipt.fail(new EchoException(Kind.REFUSED, "this device writes another feed now; write again"));
                return;
            }
            writer.hand(operations, receipt);
            edits.wrote(receipt);
        });
        return receipt;
    }

    @Override
    public CompletionStage<View> await(Timeframe timeframe) {
        CompletableFuture<View> promise = new CompletableFuture<>();
        promises.onLoop(promise, () -> barriers.await(timeframe, promise, view, keeper.engine()));
        return promise;
    }

    @Override
    public CompletionStage<View> at(Timeframe timeframe) {
        return past.at(timeframe).thenApply(snapshot -> new NodeView(Pen.OF_THE_PAST).next(snapshot, timeframe));
    }

    @Override
    public CompletionStage<Difference> diff(Timeframe from, Timeframe to) {
        return past.diff(from, to);
    }

    @Override
    public CompletionStage<History> history(ItemId item, Position after, int most) {
        return past.history(item, after, most);
    }

    @Override
    public CompletionStage<List<Cause>> why(ItemId item, Path path) {
        return past.why(item, path);
    }

    @Override
    public Edits edits() {
        return edits;
    }

    @Override
    public CompletionStage<String> invite(Role role, long validMs, int uses) {
        return uses < 1 || uses > Limits.INVITATION_USES
                ? CompletableFuture.failedFuture(new EchoException(
                        Kind.USAGE, "an invitation admits 1 to " + Limits.INVITATION_USES + " members, not " + uses))
                : code((addresses, code) -> registrar.invite(role, validMs, uses, addresses, code));
    }

    @Override
    public CompletionStage<String> admit(MemberKey member, Role role) {
        return code((addresses, code) -> registrar.admit(member, role, addresses, code));
    }

    @Override
    public CompletionStage<String> where() {
        return code(
                (addresses, code) -> code.complete(registrar.where(addresses).text()));
    }

    /** The code that {@code giver} gives, on the party's loop, for who is to come where this node listens. */
    private CompletionStage<String> code(BiConsumer<List<Address>, CompletableFuture<String>> giver) {
        List<Address> addresses = outside.addresses().get();
        if (addresses.isEmpty()) {
            return CompletableFuture.failedFuture(new EchoException(
                    Kind.UNAVAILABLE,
                    "this node listens nowhere, so nobody could come; start it with --listen HOST:PORT"));
        }
        CompletableFuture<String> code = new CompletableFuture<>();
        promises.onLoop(code, () -> giver.accept(addresses, code));
        return code;
    }

    @Override
    public CompletionStage<Boolean> vouch() {
        CompletableFuture<Boolean> vouched = new CompletableFuture<>();
        promises.onLoop(vouched, () -> {
            fence.vouch(keeper);
            refreshStanding();
            vouched.complete(fence.objection().isEmpty());
        });
        return vouched;
    }

    @Override
    public CompletionStage<Verified> verify() {
        CompletableFuture<Verified> verified = new CompletableFuture<>();
        promises.onLoop(
                verified,
                () -> past.aside(verified, () -> ports.storage().verify(key), found -> {
                    if (found.faults().isEmpty()) {
                        audit(found, verified);
                    } else {
                        verified.complete(healed(found));
                    }
                }));
        return verified;
    }

    /** The bytes are what was written; whether their feeds signed them is to be {@code verified}. */
    private void audit(Verified bytes, CompletableFuture<Verified> verified) {
        var unused = FeedAudit.of(sync.progress().accepted(), loop, ports, keeper, verified)
                .whenComplete((faults, failure) -> {
                    if (failure == null) {
                        verified.complete(new Verified(bytes.feeds(), bytes.blocks(), faults));
                    } else {
                        verified.completeExceptionally(failure);
                    }
                });
    }

    /** What was found, and what was done about it. */
    private Verified healed(Verified found) {
        Set<String> lines = new LinkedHashSet<>(found.faults());
        lines.addAll(keeper.heal(found.faults())); // a repair tells once more what it found
        return new Verified(found.feeds(), found.blocks(), List.copyOf(lines));
    }

    @Override
    public PartyStatus status() {
        return standing.or(gatekeeper.dismissal()).status(sync.progress());
    }

    @Override
    public Subscription subscribe(Consumer<View> listener) {
        Subscriber subscriber = new Subscriber(listener, outside.notices());
        subscribers.add(subscriber);
        return () -> {
            subscriber.close();
            subscribers.remove(subscriber);
        };
    }

    @Override
    public Subscription watch(Query query, Consumer<Change> listener) {
        return watching.watch(query, Optional.empty(), listener);
    }

    @Override
    public Subscription watch(Query query, Timeframe since, Consumer<Change> listener) {
        return watching.watch(query, Optional.of(since), listener);
    }

    @Override
    public CompletionStage<Boolean> index(String type, Path path) {
        return index(new Indexes.Declared(type, Optional.of(path)));
    }

    @Override
    public CompletionStage<Boolean> index(String type) {
        return index(new Indexes.Declared(type, Optional.empty()));
    }

    private CompletionStage<Boolean> index(Indexes.Declared by) {
        CompletableFuture<Boolean> indexed = new CompletableFuture<>();
        promises.onLoop(indexed, () -> {
            view = view.indexed(by);
            indexed.complete(true);
        });
        return indexed;
    }

    @Override
    public Roster roster() {
        return roster;
    }

    @Override
    public void accepted(FeedKey feed, Extent extent) {
        sync.accepted(feed, extent);
    }

    @Override
    public void forked(Equivocation proof) {
        witness.saw(proof);
    }

    @Override
    public void kept(Timeframe held) {
        sync.kept(fence.shown(held));
        state = keeper.engine().state();
        witness.look();
        int refused = standing.refused();
        refreshStanding();
        if (standing.refused() != refused) {
            barriers.judge(view, keeper.engine()); // a feed that has ended brings no view
        }
        own.look(state, holders);
        keys.look(state);
        sessions.review();
        if (state.feeds().containsKey(own.key())) {
            gatekeeper.settled();
            opened.complete(this);
        }
    }

    @Override
    public void published(Snapshot snapshot, Timeframe applied) {
        NodeView now = view.next(snapshot, applied);
        view = now;
        refreshStanding();
        barriers.judge(now, keeper.engine());
        subscribers.forEach(subscriber -> subscriber.offer(now));
        watching.published(now);
    }

    @Override
    public void disturbed(Optional<EchoException> cause) {
        trouble = cause;
        cause.ifPresent(told -> ports.road().alarm(key, String.valueOf(told.getMessage())));
        sync.ready(cause.isEmpty());
        if (cause.isEmpty()) {
            gatekeeper.restored();
        }
        refreshStanding();
    }

    private void refreshStanding() {
        standing = new Standing(keeper.engine().account(), view.snapshot(), trouble.or(fence::objection));
    }
}
