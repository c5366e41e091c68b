package echo.node;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.codec.Credential;
import echo.codec.Operation;
import echo.node.Road.Step;
import echo.pipeline.Author;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.Cuts;
import echo.pipeline.control.ForkProof;
import echo.pipeline.seal.KeyRing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Drives one party's engine and carries out what it asks of the feed store: restores it, appends in groups, forces once for
 * all that waits, and only then lets receipts, snapshots and offers out. When the disk fails, the store is opened again and
 * the engine restored from it: what memory held and disk may not is never built upon.
 *
 * <p>On the party's loop only.
 */
final class PartyKeeper {
    private static final long RECOVERY_MS = 1_000;
    /** Where a store cannot even be repaired; somebody may repair it with other means. */
    private static final long RARELY_MS = 60_000;

    private final PartyKey party;
    private final Ports ports;
    private Author author;
    private final Loop loop;
    private final KeeperWatcher watcher;
    private final Fence fence;
    private final Receipts receipts = new Receipts();
    private final List<Runnable> afterForce = new ArrayList<>();
    private final CommitSchedule commits;
    private final EngineMaker maker;
    private PartyEngine engine;
    private Optional<FeedStore> store = Optional.empty();
    private boolean unforced;

    /** A keeper for {@code identity}. */
    PartyKeeper(Ports ports, Fence fence, Identity identity, Loop loop, KeeperWatcher watcher) {
        this.party = fence.party();
        this.ports = ports;
        this.fence = fence;
        this.author = identity.author(party);
        this.maker = new EngineMaker(party, ports.crypto().signatures(), identity.ring(party));
        this.loop = loop;
        this.watcher = watcher;
        this.commits = new CommitSchedule(loop, ports.storage().commits(), this::flush);
        this.engine = maker.engine(author, Cuts.NONE);
    }

    /** Opens the store, repaired if it is damaged, and restores the engine from it; tries again for as long as that fails. */
    void open() {
        open(() -> {
            try {
                openStore();
            } catch (EchoException e) {
                if (e.kind() != Kind.CORRUPT) {
                    throw e;
                }
                repair(e);
                openStore();
            }
        });
    }

    private void open(Runnable opening) {
        try {
            opening.run();
            watcher.disturbed(Optional.empty());
        } catch (EchoException e) {
            postpone(e, e.kind() == Kind.CORRUPT ? RARELY_MS : RECOVERY_MS);
        } catch (IllegalStateException e) {
            EchoException cause = new EchoException(Kind.UNAVAILABLE, "the store is still open and being closed", e);
            postpone(cause, RECOVERY_MS);
        }
    }

    /**
     * Closes the store, in which {@code faults} were found while it was open, has it repaired and opens it; returns what was
     * done. The store counts as set back even where the repair finds nothing to do: a log that was cut short is whole.
     */
    List<String> heal(List<String> faults) {
        flush(); // what waits is told what became of it
        if (store.isEmpty()) {
            return List.of("the store failed meanwhile, and is being repaired and opened again; see party:status");
        }
        EchoException cause = new EchoException(Kind.CORRUPT, faults.get(0));
        fence.remember(engine);
        List<String> done = new ArrayList<>();
        receipts.fail(cause);
        watcher.disturbed(Optional.of(cause));
        open(() -> {
            fence.raise("was found damaged and has been repaired");
            done.addAll(repair(cause));
            openStore();
            done.add("the store was repaired and opened again; peers send what it lacks");
        });
        if (store.isEmpty()) {
            done.add("the store could not be repaired and opened; it is tried again, see party:status");
        }
        return done;
    }

    private void openStore() {
        FeedStore opened = ports.storage().open(party);
        store = Optional.of(opened);
        restore(opened);
        fence.look(engine, author);
    }

    /** Has what is damaged set aside, so that peers can fill the gap, and says so. */
    private List<String> repair(EchoException cause) {
        release();
        ports.road().alarm(party, String.valueOf(cause.getMessage()));
        try {
            List<String> told = ports.storage().repair(party);
            told.forEach(line -> ports.road().alarm(party, line));
            note(Step.REPAIRED, () -> "the store was repaired");
            return told;
        } catch (EchoException e) {
            throw new EchoException(Kind.CORRUPT, cause.getMessage() + "; it was not repaired: " + e.getMessage(), e);
        }
    }

    private void postpone(EchoException cause, long delayMs) {
        release();
        watcher.disturbed(Optional.of(cause));
        loop.after(delayMs, this::open);
    }

    private void release() {
        Optional<FeedStore> closing = store;
        store = Optional.empty();
        try {
            closing.ifPresent(FeedStore::close);
        } catch (EchoException e) {
            ports.road()
                    .alarm(party, String.valueOf(e.getMessage())); // what was not forced may be lost; the rest is there
        }
    }

    void close() {
        store.ifPresent(open -> force());
        release();
        fail(new EchoException(Kind.UNAVAILABLE, "the node has stopped"));
    }

    PartyKey party() {
        return party;
    }

    /** The control feed that this device writes. */
    FeedKey controlFeed() {
        return author.controlFeed();
    }

    long wallMs() {
        return loop.wallMs();
    }

    PartyEngine engine() {
        return engine;
    }

    /** Whether blocks can be stored now. */
    boolean works() {
        return store.isPresent();
    }

    /** The models that are installed. */
    PersistentMap<ModelId, Model<?>> models() {
        return maker.models();
    }

    /** The content keys that this device has. */
    KeyRing ring() {
        return maker.ring();
    }

    /** Writes a batch and tells {@code receipt} when it is sealed, and when it is durable and visible. */
    void write(List<Operation> batch, NodeReceipt receipt) {
        if (mayWrite(receipt)) {
            carryOut(engine.handle(new Event.Write(receipts.add(receipt), batch)));
            commits.wrote();
        }
    }

    /** States something about the party; complete when it is durable. */
    CompletionStage<Timeframe> state(List<Credential> credentials) {
        NodeReceipt receipt = NodeReceipt.ofStatement();
        if (mayWrite(receipt)) {
            act(new Event.State(receipts.add(receipt), credentials));
            afterForce(() -> {}); // others are told at once, so nothing of it may be lost
        }
        return receipt.durable();
    }

    private boolean mayWrite(NodeReceipt receipt) {
        Optional<EchoException> objection = store.isPresent()
                ? fence.objection()
                : Optional.of(new EchoException(
                        Kind.STORAGE, "the store is out of order; nothing is written until it works again"));
        objection.ifPresent(receipt::fail);
        return objection.isEmpty();
    }

    /** From now on this device writes as {@code next}. */
    void goOn(Author next) {
        flush(); // what waits was written for the feed before, and is told so
        author = next;
        store.ifPresent(this::restoreOrFail);
    }

    /** Takes {@code feed}, which a proven member names as the one that begins the party. */
    void introduce(FeedKey feed) {
        maker.introduced(feed);
        act(new Event.Introduced(feed));
        watcher.accepted(feed, engine.extent(feed));
    }

    void models(PersistentMap<ModelId, Model<?>> now) {
        PersistentMap<ModelId, Model<?>> before = maker.models();
        maker.models(now);
        for (Map.Entry<ModelId, Model<?>> entry : before) {
            if (now.get(entry.getKey()).filter(entry.getValue()::equals).isEmpty()) {
                act(new Event.ModelRemoved(entry.getKey()));
            }
        }
        for (Map.Entry<ModelId, Model<?>> entry : now) {
            if (before.get(entry.getKey()).filter(entry.getValue()::equals).isEmpty()) {
                act(new Event.ModelAdded(entry.getKey(), entry.getValue()));
            }
        }
    }

    /** Verifies and takes a peer's run. */
    Outcome receive(Run run) {
        if (store.isEmpty()) {
            return Outcome.POSTPONED;
        }
        Outcome outcome = Outcome.TAKEN;
        List<Effect> effects = engine.handle(new Event.Received(run));
        for (Effect effect : effects) {
            if (effect instanceof Effect.Refused refused) {
                outcome = Outcome.REFUSED;
                note(Step.REFUSED, refused::reason);
            } else if (effect instanceof Effect.Postponed postponed) {
                outcome = Outcome.POSTPONED;
                note(Step.POSTPONED, postponed::reason);
            } else if (effect instanceof Effect.Known known) {
                outcome = Outcome.KNOWN;
                note(Step.REFUSED, known::reason);
            } else if (effect instanceof Effect.Apart apart) {
                outcome = Outcome.APART;
                note(Step.REFUSED, apart::reason);
            } else if (effect instanceof Effect.Forked forked) {
                outcome = Outcome.REFUSED;
                prove(forked);
            } else {
                note(Step.VERIFIED, () -> Road.blocks(run));
            }
        }
        if (!carryOut(effects)) {
            note(Step.POSTPONED, () -> "the store failed");
            outcome = Outcome.POSTPONED;
        }
        commits.soon();
        return outcome;
    }

    /** Shows both branches to the watcher: what came, and what is stored after the last common block. */
    private void prove(Effect.Forked forked) {
        FeedKey feed = forked.run().head().feed();
        long from = forked.common().length();
        note(Step.FORKED, () -> "feed " + feed.shortHex() + " has two blocks " + from);
        read(feed, from, 1)
                .map(own -> ForkProof.of(forked.common(), own, forked.run()))
                .ifPresent(watcher::forked);
    }

    /** Blocks of {@code feed} from {@code from} on. */
    Optional<Run> read(FeedKey feed, long from, int maxBytes) {
        try {
            return store.flatMap(open -> open.read(feed, from, maxBytes));
        } catch (EchoException e) {
            fail(e);
            return Optional.empty();
        }
    }

    /** What a peer that wants blocks of {@code feed} gets of it, if it may have some; from {@link #afterForce} alone. */
    Optional<Run> serve(FeedKey feed, long from, int maxBytes) {
        boolean has = store.filter(open -> from >= open.start(feed).length()).isPresent();
        return has && !fence.withholds(feed) ? read(feed, from, maxBytes) : Optional.empty();
    }

    /** Runs {@code task} once all that was appended so far is durable. */
    void afterForce(Runnable task) {
        afterForce.add(task);
        commits.soon();
    }

    private void act(Event event) {
        carryOut(engine.handle(event));
        commits.soon();
    }

    private void flush() {
        commits.begins();
        if (store.isEmpty()) {
            return;
        }
        List<Effect> effects = engine.handle(new Event.Flush(loop.wallMs()));
        if (!carryOut(effects)) {
            return;
        }
        Optional<Effect> rebuild =
                effects.stream().filter(Effect.Rebuild.class::isInstance).findFirst();
        if (commits.mayLag() && afterForce.isEmpty() && rebuild.isEmpty()) {
            effects.forEach(this::letOut); // peers hear of it after the force: what may be lost here nobody else has
            commits.later(() -> afterForce(() -> {}));
        } else if (force()) {
            watcher.kept(engine.held());
            List<Runnable> waiting = List.copyOf(afterForce);
            afterForce.clear();
            if (rebuild.isPresent()) {
                afterForce(() -> effects.forEach(this::letOut)); // once there is something to see of it
            } else {
                effects.forEach(this::letOut);
            }
            waiting.forEach(Runnable::run);
            rebuild.ifPresent(it -> rebuild((Effect.Rebuild) it));
        }
    }

    /** Starts anew where the engine asks for it, before it is given anything that would be lost with it. */
    private void rebuild(Effect.Rebuild rebuild) {
        if (store.isPresent()) {
            note(Step.STARTED_ANEW, () -> "starts anew: " + rebuild.reason());
            restoreOrFail(store.get());
        }
    }

    private void restoreOrFail(FeedStore from) {
        fence.remember(engine); // of one that is restored in part nothing is to be remembered
        try {
            restore(from);
        } catch (EchoException e) {
            giveUp(e);
        }
    }

    /** What must be on disk, or known to the node, before the rest; false if the store failed. */
    private boolean carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Keep keep) {
                if (!append(keep)) {
                    return false;
                }
            } else if (effect instanceof Effect.Sealed sealed) {
                receipts.sealed(sealed.token(), sealed.timeframe());
            } else if (effect instanceof Effect.PartyChanged change) {
                change.state().taken().forEach(feed -> watcher.accepted(feed, engine.extent(feed)));
            } else if (effect instanceof Effect.Ordered ordered) {
                note(
                        ordered.held() > 0 ? Step.HELD : Step.ORDERED,
                        () -> ordered.released() + " messages, " + ordered.held() + " held");
            }
        }
        return true;
    }

    private boolean append(Effect.Keep keep) {
        Run run = keep.run();
        if (keep.own()) {
            note(Step.SEALED, () -> Road.blocks(run));
        }
        try {
            store.orElseThrow().append(run);
        } catch (EchoException e) {
            fail(e);
            return false;
        }
        unforced = true;
        note(Step.KEPT, () -> Road.blocks(run));
        watcher.accepted(run.head().feed(), run.head().extent());
        return true;
    }

    private boolean force() {
        if (!unforced) {
            return true;
        }
        try {
            store.orElseThrow().force();
            unforced = false;
            return true;
        } catch (EchoException e) {
            fail(e);
            return false;
        }
    }

    private void letOut(Effect effect) {
        if (effect instanceof Effect.Applied applied) {
            note(
                    applied.work().repeated() > 0 ? Step.REWOUND : Step.APPLIED,
                    () -> applied.work().applied() + " operations, "
                            + applied.work().repeated() + " again");
            watcher.published(applied.snapshot(), applied.applied());
        } else if (effect instanceof Effect.Sealed sealed) {
            receipts.shown(sealed.token(), sealed.timeframe());
        } else if (effect instanceof Effect.Unsealed unsealed) {
            note(Step.UNSEALED, unsealed::reason);
            receipts.refused(unsealed.token(), unsealed.reason());
        }
    }

    /** Restores an engine; once more for each fork that it finds stored, with which it must have begun. */
    private void restore(FeedStore from) {
        boolean again = true;
        while (again) {
            engine = maker.engine(author, engine.state().cuts());
            StoredRuns.forEach(from, run -> engine.handle(new Event.Restored(run)));
            List<Effect> effects = engine.handle(new Event.RestoredAll());
            carryOut(effects);
            again = effects.stream().anyMatch(Effect.Rebuild.class::isInstance);
        }
        note(Step.RESTORED, () -> "restored " + engine.dataHeld().totalLength() + " blocks");
        commits.soon();
    }

    /** The store is of no more use: receipts fail, and it is opened again after a while. */
    private void fail(EchoException cause) {
        if (store.isPresent()) {
            fence.remember(engine);
        }
        giveUp(cause);
    }

    private void giveUp(EchoException cause) {
        receipts.fail(cause);
        if (store.isPresent()) {
            unforced = false;
            postpone(cause, RECOVERY_MS);
        }
    }

    private void note(Step step, Supplier<String> line) {
        ports.road().note(step, party, line);
    }
}
