package echo.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Position;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.codec.CredentialCodec;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.OperationCodec;
import echo.codec.Statement.FeedKind;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.Cuts;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import echo.pipeline.feed.FeedVerifier;
import echo.pipeline.feed.FeedVerifier.Verdict;
import echo.pipeline.feed.ForkFinder;
import echo.pipeline.feed.ForkFinder.Finding;
import echo.pipeline.feed.VerifiedRun;
import echo.pipeline.items.ItemPast;
import echo.pipeline.items.ItemTree;
import echo.pipeline.items.ItemTree.OrderedBatch;
import echo.pipeline.items.ItemTree.Work;
import echo.pipeline.items.Snapshot;
import echo.pipeline.order.Linearizer;
import echo.pipeline.order.Released;
import echo.pipeline.seal.BodySealer;
import echo.pipeline.seal.KeyRing;
import echo.pipeline.seal.Unread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * One party, from its feeds: a deterministic state machine. Events go in, effects come out; who calls it carries them out and
 * owns threads, clock, disk and network.
 *
 * <p>One thread at a time. What effects carry is immutable and may go anywhere.
 */
public final class PartyEngine {
    private final FeedVerifier verifier;
    private final ForkFinder forks;
    private final ControlLog control;
    private final Linearizer<Body> linearizer;
    private final Hindsight hindsight;
    private final Coverage coverage;
    private final HeldProofs proofs;
    private final KeyRing ring;
    private final Permit permit;
    private final ItemTree items = new ItemTree();
    private final Author author;
    private final TreeSet<FeedKey> introduced = new TreeSet<>();
    private final List<Event.Write> writes = new ArrayList<>();
    private final List<Event.State> statements = new ArrayList<>();
    private final List<OrderedBatch> burst = new ArrayList<>();
    private Unread unread = Unread.NOTHING;
    private int keys;
    private boolean changed;

    /**
     * What signs, and what seals.
     *
     * @param ring the content keys that this device has; an engine that takes another's place takes its ring
     */
    public record Crypto(SignatureScheme signatures, KeyRing ring) {}

    /** A party of which nothing is known, and where nothing that is sealed is read. */
    public PartyEngine(PartyKey party, SignatureScheme signatures, Author author) {
        this(party, new Crypto(signatures, KeyRing.ofNobody(party)), author, Cuts.NONE);
    }

    /**
     * A party of which nothing is known but what was found out before.
     *
     * @param known how far feeds count: what the engine before this one had in its {@link #state}
     */
    public PartyEngine(PartyKey party, Crypto crypto, Author author, Cuts known) {
        SignatureScheme signatures = crypto.signatures();
        this.ring = crypto.ring();
        this.verifier = new FeedVerifier(signatures);
        this.forks = new ForkFinder(signatures);
        this.control = new ControlLog(new PartyStateMachine(party, signatures), known);
        this.linearizer = new Linearizer<>(party, MessageCodec::decode, new MessageGate(control, ring), known.all());
        this.hindsight = new Hindsight(linearizer, known.all());
        this.coverage = new Coverage(
                linearizer, new Coverage.Kinds(this::isControl, this::isData, this::isVoidData, introduced::contains));
        this.proofs = new HeldProofs(linearizer, this::isControl);
        this.author = author;
        this.permit = new Permit(author, control, linearizer, ring);
    }

    /** What {@code event} makes necessary, to be carried out in order. */
    public List<Effect> handle(Event event) {
        List<Effect> effects = new ArrayList<>();
        if (event instanceof Event.Received received) {
            receive(received.run(), effects);
        } else if (event instanceof Event.Restored restored) {
            restore(restored.run(), effects);
        } else if (event instanceof Event.RestoredAll) {
            settleControl(effects);
        } else if (event instanceof Event.Write write) {
            writes.add(write);
        } else if (event instanceof Event.State state) {
            statements.add(state);
        } else if (event instanceof Event.Flush flush) {
            flush(flush.nowMs(), effects);
        } else if (event instanceof Event.Introduced genesis) {
            introduced.add(genesis.feed());
            coverage.regrouped();
        } else if (event instanceof Event.ModelAdded added) {
            items.add(added.id(), added.model());
            changed = true;
        } else if (event instanceof Event.ModelRemoved removed) {
            items.remove(removed.id());
            changed = true;
        }
        return effects;
    }

    private void receive(Run run, List<Effect> effects) {
        FeedKey feed = run.head().feed();
        if (!takes(feed)) {
            effects.add(new Effect.Refused("feed " + feed.shortHex() + " is not of this party"));
        } else if (isFilled(feed)) {
            effects.add(new Effect.Refused(over(feed, "its writer was removed, and went on long enough")));
        } else if (isCut(feed)) {
            boolean forked = control.state().cuts().forks().containsKey(feed);
            effects.add(new Effect.Refused(over(feed, forked ? "it was forked" : "its writer may write no more")));
        } else if (linearizer.isFull() && linearizer.waits(feed)) {
            effects.add(new Effect.Postponed("as many messages wait as may"));
        } else {
            Verdict verdict = verifier.verify(run, linearizer.extent(feed));
            Optional<String> ended = linearizer.ended(feed);
            if (verdict instanceof Verdict.Accepted && ended.isPresent()) {
                effects.add(new Effect.Refused(over(feed, ended.get())));
            } else if (verdict instanceof Verdict.Accepted accepted) {
                add(accepted.run());
                effects.add(new Effect.Keep(accepted.run().run(), false));
            } else {
                effects.add(compared(run, verdict));
            }
        }
    }

    private static String over(FeedKey feed, String why) {
        return "feed " + feed.shortHex() + " has ended: " + why;
    }

    /** What to make of a run that does not continue its feed: it may be of another branch. */
    private Effect compared(Run run, Verdict verdict) {
        FeedKey feed = run.head().feed();
        Finding finding =
                forks.compare(run, linearizer.extent(feed).length(), length -> linearizer.extentAt(feed, length));
        if (finding instanceof Finding.Fork fork) {
            return new Effect.Forked(run, linearizer.extentAt(feed, fork.common()));
        }
        if (finding instanceof Finding.Elsewhere) {
            return new Effect.Apart(
                    "feed " + feed.shortHex() + " has another branch, which parts before block " + run.from());
        }
        return verdict instanceof Verdict.Rejected rejected
                ? new Effect.Refused(rejected.reason())
                : new Effect.Known("blocks " + run.from() + "… of feed " + feed.shortHex() + " are held already");
    }

    /** Whether {@code feed} is a removed member's, and enough of it is held for any dispute. */
    private boolean isFilled(FeedKey feed) {
        return control.state()
                .cuts()
                .control()
                .get(feed)
                .filter(end -> holds(feed, end + Limits.BLOCKS_AFTER_REMOVAL))
                .isPresent();
    }

    /** Whether {@code feed} was forked, and all of it that counts is held: more of it is of no use. */
    private boolean isCut(FeedKey feed) {
        return control.state()
                .cuts()
                .of(feed)
                .filter(cut -> holds(feed, cut.length()) && !isElsewhere(feed, cut))
                .isPresent();
    }

    private boolean holds(FeedKey feed, long length) {
        return linearizer.extent(feed).length() >= length;
    }

    /** Whether as much of {@code feed} is here as {@code extent} says, and it is another branch. */
    public boolean isElsewhere(FeedKey feed, Extent extent) {
        return holds(feed, extent.length())
                && !linearizer.extentAt(feed, extent.length()).equals(extent);
    }

    private void restore(Run run, List<Effect> effects) {
        Verdict verdict = FeedVerifier.retrace(run, linearizer.extent(run.head().feed()));
        if (verdict instanceof Verdict.Accepted accepted) {
            add(accepted.run());
        } else if (verdict instanceof Verdict.Rejected rejected) {
            effects.add(new Effect.Refused("the store's " + rejected.reason()));
        }
    }

    private void add(VerifiedRun run) {
        linearizer.add(run);
        coverage.grew(run.run().head().feed());
    }

    private void flush(long nowMs, List<Effect> effects) {
        settle(effects);
        List<Effect> outcomes = new ArrayList<>();
        if (!statements.isEmpty()) {
            List<Bytes> bodies = statements.stream()
                    .map(it -> CredentialCodec.encode(it.credentials()))
                    .toList();
            Header header =
                    linearizer.nextHeader(author.controlFeed(), Timeframe.EMPTY, coverage.controlReleased(), nowMs);
            List<Long> tokens = statements.stream().map(Event.State::token).toList();
            outcomes.addAll(seal(author.control(), header, new Intents(tokens, bodies), effects));
            statements.clear();
        }
        if (!writes.isEmpty()) {
            List<Bytes> bodies =
                    writes.stream().map(it -> OperationCodec.encode(it.batch())).toList();
            Header header = linearizer.nextHeader(
                    author.dataFeed(), coverage.dataReleased(), coverage.controlReleased(), nowMs);
            List<Long> tokens = writes.stream().map(Event.Write::token).toList();
            outcomes.addAll(seal(author.data(), header, new Intents(tokens, bodies), effects));
            writes.clear();
        }
        if (effects.stream().noneMatch(Effect.Rebuild.class::isInstance)) {
            apply(effects); // else it might show what does not count
        }
        effects.addAll(outcomes);
    }

    /**
     * Releases and takes in all that is ready. Control goes first, so that data is judged by all that is known about the party; and
     * in its order, so that what a feed is does not change once its messages were judged. So a restored engine does not fall into
     * the state that made it necessary.
     */
    @SuppressWarnings(
            "ReferenceEquality") // states are immutable: another one means another object, and equals costs time
    private void settle(List<Effect> effects) {
        PartyState before = control.state();
        int released = takeAll(() -> linearizer.first(feed -> !isData(feed))) + takeAll(linearizer::next);
        proofs.read(control::learn);
        if (released > 0) {
            effects.add(new Effect.Ordered(released, linearizer.heldCount()));
        }
        boolean changed = control.state() != before;
        if (changed) {
            effects.add(new Effect.PartyChanged(control.state()));
        }
        (changed ? hindsight.otherFeed(before, control.state()) : Optional.<String>empty())
                .or(() -> hindsight.otherCut(control.state().cuts()))
                .or(this::opened)
                .ifPresent(reason -> effects.add(new Effect.Rebuild(reason)));
    }

    /** Whether what was sealed when it had its turn could be read now, in words. */
    private Optional<String> opened() {
        int before = keys;
        keys = ring.size();
        return keys > before && unread.isReadableWith(ring)
                ? Optional.of("this device was given a key that messages are sealed with")
                : Optional.empty();
    }

    /** Judges what the store has of control feeds before any data: what they tell of cuts decides how all is read. */
    private void settleControl(List<Effect> effects) {
        if (takeAll(() -> linearizer.first(feed -> !isData(feed))) > 0) {
            effects.add(new Effect.PartyChanged(control.state()));
        }
        proofs.read(control::learn);
        hindsight.otherCut(control.state().cuts()).ifPresent(reason -> effects.add(new Effect.Rebuild(reason)));
    }

    private int takeAll(Supplier<Optional<Released<Body>>> source) {
        int taken = 0;
        for (var next = source.get(); next.isPresent(); next = source.get()) {
            take(next.get());
            taken++;
        }
        return taken;
    }

    private void take(Released<Body> released) {
        coverage.grew(released.feed());
        Position position = new Position(released.header().lamport(), released.feed(), 0);
        if (released.body() instanceof Body.Control statements) {
            PartyState before = control.state();
            control.add(position, released.index(), statements.credentials())
                    .forEach(grant -> ring.learn(grant, control.state().keys()));
            coverage.regrouped();
            PartyState now = control.state();
            now.feeds().since(before.feeds()).forEach(entry -> linearizer.admitted(entry.getKey()));
            now.cuts().control().since(before.cuts().control()).forEach(entry -> linearizer.admitted(entry.getKey()));
            now.cuts().data().since(before.cuts().data()).forEach(entry -> linearizer.admitted(entry.getKey()));
        } else if (released.body() instanceof Body.Data data) {
            MemberKey member =
                    control.state().feeds().get(released.feed()).orElseThrow().member();
            burst.add(new OrderedBatch(position, member, released.header().timeMs(), data.batch()));
        } else if (released.body() instanceof Body.Sealed sealed) {
            unread = unread.withSealed(sealed.key(), released.feed(), released.index());
            changed = true;
        } else if (released.body() instanceof Body.Newer newer) {
            unread = unread.withNewer(released.feed(), released.index(), newer.what());
            changed = true;
        } else if (released.body() instanceof Body.Unreadable unreadable) {
            unread = unread.withUnreadable(released.feed(), released.index(), unreadable.reason());
            changed = true;
        }
    }

    private void apply(List<Effect> effects) {
        if (burst.isEmpty() && !changed) {
            return;
        }
        Work work = burst.isEmpty() ? new Work(0, 0) : items.apply(burst);
        burst.clear();
        changed = false;
        effects.add(new Effect.Applied(work, items.snapshot(), coverage.dataReleased()));
    }

    /** Seals what is small enough and takes it in as if it had come from afar; gives what became of each token. */
    private List<Effect> seal(SigningKey key, Header header, Intents intents, List<Effect> effects) {
        FeedKey feed = new FeedKey(key.publicKey());
        List<Effect> outcomes = new ArrayList<>();
        int most = feed.equals(author.controlFeed()) ? Limits.STATEMENTS_BYTES : Limits.BATCH_BYTES;
        Intents sealing = intents.within(most, outcomes);
        Optional<String> objection = permit.objection(feed).or(() -> {
            BodySealer sealer = feed.equals(author.dataFeed()) ? ring.sealer(control.state()) : BodySealer.OPEN;
            seal(new FeedSealer(key, linearizer.extent(feed), sealer).seal(header, sealing.bodies()), effects);
            return permit.unfinished(feed);
        });
        long end = linearizer.extent(feed).length() - sealing.tokens().size();
        for (long token : sealing.tokens()) {
            end++;
            outcomes.add(
                    objection.isPresent()
                            ? new Effect.Unsealed(token, objection.get())
                            : new Effect.Sealed(
                                    token,
                                    Timeframe.EMPTY.with(
                                            feed,
                                            linearizer.releasedExtent(feed, end).orElseThrow())));
        }
        return outcomes;
    }

    private void seal(List<Run> runs, List<Effect> effects) {
        for (Run run : runs) {
            if (FeedVerifier.retrace(run, linearizer.extent(run.head().feed())) instanceof Verdict.Accepted accepted) {
                add(accepted.run());
            }
            effects.add(new Effect.Keep(run, true));
        }
        settle(effects);
    }

    private boolean isData(FeedKey feed) {
        return control.state().feed(feed, FeedKind.DATA).isPresent();
    }

    private boolean isVoidData(FeedKey feed) {
        return !isData(feed) && control.state().kind(feed).equals(Optional.of(FeedKind.DATA));
    }

    private boolean isControl(FeedKey feed) {
        PartyState state = control.state();
        return state.feed(feed, FeedKind.CONTROL).isPresent() || state.isStray(feed);
    }

    public PartyState state() {
        return control.state();
    }

    public Snapshot snapshot() {
        return items.snapshot();
    }

    /** What was done to items; on the engine's thread. */
    public ItemPast past() {
        return items;
    }

    /** What a timeframe lacks here; {@code forGood} if no time will mend it, as far as is known now. */
    public record Shortfall(String reason, boolean forGood) {}

    /** Why not all data messages that {@code timeframe} covers are released here, if so. */
    public Optional<Shortfall> lacks(Timeframe timeframe) {
        for (Map.Entry<FeedKey, Extent> entry : timeframe.extents().entrySet()) {
            FeedKey feed = entry.getKey();
            Extent wanted = entry.getValue();
            Optional<Extent> here = isData(feed) ? linearizer.releasedExtent(feed, wanted.length()) : Optional.empty();
            if (here.isEmpty()) {
                String reason = "not all of the first " + wanted.length() + " blocks of data feed " + feed.shortHex()
                        + " are applied here";
                Optional<String> end = linearizer.ended(feed);
                return Optional.of(
                        new Shortfall(reason + end.map(it -> ", as " + it).orElse(""), end.isPresent()));
            } else if (!here.get().equals(wanted)) {
                return Optional.of(new Shortfall("another branch of feed " + feed.shortHex() + " is here", true));
            }
        }
        return Optional.empty();
    }

    /** The index in its feed of the released message that holds the operation at {@code position}; -1 if none does. */
    public long indexOf(Position position) {
        return linearizer.indexOf(position.feed(), position.lamport());
    }

    /** Whether runs of {@code feed} are taken. */
    public boolean takes(FeedKey feed) {
        PartyState state = control.state();
        return state.feeds().containsKey(feed) || state.isStray(feed) || introduced.contains(feed);
    }

    /** How far {@code feed} is held. */
    public Extent extent(FeedKey feed) {
        return linearizer.extent(feed);
    }

    /** How far control feeds are held. */
    public Timeframe controlHeld() {
        return coverage.controlHeld();
    }

    /** How far data feeds are held, those included that were taken before what admits them turned out to be void. */
    public Timeframe dataHeld() {
        return coverage.dataHeld();
    }

    /** How far feeds of both kinds are held. */
    public Timeframe held() {
        return coverage.held();
    }

    /** The data messages that the snapshot is made of. */
    public Timeframe applied() {
        return coverage.dataReleased();
    }

    /** Messages that are held. */
    public long heldCount() {
        return account().heldCount();
    }

    /** What held feeds wait for, at most {@code limit} lines. */
    public List<String> held(int limit) {
        return linearizer.heldReasons(limit);
    }

    /** What was refused or void, and why. */
    public List<String> refused() {
        return account().refused();
    }

    /** What is held, applied and refused now. */
    public Account account() {
        return new Account(
                new Account.Extents(
                        coverage.controlHeld(), coverage.dataHeld(), coverage.dataReleased(), coverage.held()),
                new Account.Outcomes(
                        linearizer.heldCount(), linearizer.lacking(), linearizer.refusals(), control.voided(), unread));
    }
}
