package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.feed.Run;
import echo.api.item.ObjectItem;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.value.Value;
import echo.codec.Credential;
import echo.codec.Operation;
import echo.model.object.ObjectModel;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.pipeline.control.Cuts;
import echo.pipeline.seal.KeyRing;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A person at an engine: a node without threads, disk and network. What the engine keeps is in a list, and it is restored from
 * there as a node restores it from its store. {@code echo.object} is installed.
 *
 * <p>One thread.
 */
public final class Desk {
    /** The model of objects, which is there from the beginning. */
    public static final ModelId OBJECT = new ModelId("echo.object", 1, 1);

    private static final int REBUILDS = 20;

    private final Person person;
    private final List<Run> runs = new ArrayList<>();
    private final List<Run> aside = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final Cast cast;
    private final Map<ModelId, Model<?>> models = new TreeMap<>();
    private Optional<FeedKey> introduced = Optional.empty();
    private final KeyRing ring;
    private PartyEngine engine;
    private int rebuilds;

    /** A desk at which nothing has happened. */
    public Desk(Cast cast, Person person) {
        this.cast = cast;
        this.person = person;
        models.put(OBJECT, new ObjectModel());
        ring = KeyRing.of(cast.party(), person.owner());
        this.engine = fresh(Cuts.NONE);
    }

    private PartyEngine fresh(Cuts cuts) {
        PartyEngine fresh =
                new PartyEngine(cast.party(), new PartyEngine.Crypto(cast.signatures(), ring), person.author(), cuts);
        models.forEach((id, model) -> fresh.handle(new Event.ModelAdded(id, model)));
        introduced.ifPresent(feed -> fresh.handle(new Event.Introduced(feed)));
        return fresh;
    }

    public Person person() {
        return person;
    }

    /** The content keys that the person has. */
    public KeyRing ring() {
        return ring;
    }

    public PartyEngine engine() {
        return engine;
    }

    /** What was kept, in the order in which it was; grows. */
    public List<Run> runs() {
        return Collections.unmodifiableList(runs);
    }

    /** Why runs were refused; grows. */
    public List<String> refused() {
        return Collections.unmodifiableList(refused);
    }

    /** All effects so far; grows. */
    public List<Effect> effects() {
        return Collections.unmodifiableList(effects);
    }

    /** The models that are installed. */
    public List<ModelId> models() {
        return List.copyOf(models.keySet());
    }

    /** How often the engine asked to be thrown away. */
    public int rebuilds() {
        return rebuilds;
    }

    /**
     * Handles {@code event}, keeps what is to be kept, and starts anew where the engine asks for it.
     *
     * @throws IllegalStateException if it asks for it again and again
     */
    public List<Effect> handle(Event event) {
        remember(event);
        List<Effect> now = engine.handle(event);
        effects.addAll(now);
        boolean rebuild = false;
        for (Effect effect : now) {
            if (effect instanceof Effect.Keep keep) {
                runs.add(keep.run());
            } else if (effect instanceof Effect.Refused refusal) {
                refused.add(refusal.reason());
            } else if (effect instanceof Effect.Known known) {
                refused.add(known.reason());
            }
            rebuild |= effect instanceof Effect.Rebuild;
        }
        if (rebuild) {
            rebuilds++;
            if (rebuilds > REBUILDS) {
                throw new IllegalStateException("restored again and again: " + now);
            }
            restore(engine.state().cuts());
        }
        return now;
    }

    /** Notes what a new engine must be told again. */
    private void remember(Event event) {
        if (event instanceof Event.ModelAdded added) {
            models.put(added.id(), added.model());
        } else if (event instanceof Event.ModelRemoved removed) {
            models.remove(removed.id());
        } else if (event instanceof Event.Introduced genesis) {
            introduced = Optional.of(genesis.feed());
        }
    }

    /** A new engine from what was kept, feed by feed as a store gives it. What waited to be sealed is gone. */
    public void restart() {
        restore(Cuts.NONE);
    }

    private void restore(Cuts cuts) {
        engine = fresh(cuts);
        Map<FeedKey, List<Run>> byFeed = new TreeMap<>();
        runs.forEach(run -> byFeed.computeIfAbsent(run.head().feed(), key -> new ArrayList<>())
                .add(run));
        byFeed.values().forEach(feed -> feed.forEach(run -> engine.handle(new Event.Restored(run))));
        List<Effect> learned = engine.handle(new Event.RestoredAll());
        effects.addAll(learned);
        if (learned.stream().anyMatch(Effect.Rebuild.class::isInstance)) {
            restore(engine.state().cuts());
        } else {
            flush();
        }
    }

    /** Ends a burst: orders, applies and seals; takes what was offered too early and can be taken now. */
    public Desk flush() {
        handle(new Event.Flush(0));
        while (takeAside()) {
            handle(new Event.Flush(0));
        }
        return this;
    }

    /** Seals a statement. */
    public Desk state(List<Credential> credentials) {
        handle(new Event.State(1, credentials));
        return flush();
    }

    /** Seals a batch. */
    public Desk write(Operation... operations) {
        handle(new Event.Write(2, List.of(operations)));
        return flush();
    }

    /** Hears that {@code genesis} is the feed in which the party began. */
    public Desk meet(FeedKey genesis) {
        handle(new Event.Introduced(genesis));
        return this;
    }

    /** Takes {@code run}, whether the engine wants it or not. */
    public Desk receive(Run run) {
        handle(new Event.Received(run));
        return this;
    }

    /**
     * Takes {@code run} as soon as its feed is known and it continues what is held: now, or at a later flush. What is refused is
     * offered again, since it may be welcome once more is known about the party.
     */
    public Desk offer(Run run) {
        aside.add(run);
        takeAside();
        return this;
    }

    private boolean takeAside() {
        boolean taken = false;
        for (Run run : List.copyOf(aside)) {
            if (isWanted(run) && isTaken(run)) {
                aside.remove(run);
                taken = true;
            }
        }
        return taken;
    }

    private boolean isTaken(Run run) {
        receive(run);
        return !isWanted(run);
    }

    private boolean isWanted(Run run) {
        FeedKey feed = run.head().feed();
        long held = engine.extent(feed).length();
        return engine.takes(feed) && run.from() <= held && run.head().extent().length() > held;
    }

    /** Takes from {@code other} what is missing here, as long as something is taken. */
    public Desk sync(Desk other) {
        return sync(other, feed -> true);
    }

    /** The same for feeds that {@code which} picks. */
    public Desk sync(Desk other, Predicate<FeedKey> which) {
        long before = -1;
        while (before != runs.size()) {
            before = runs.size();
            for (Run run : List.copyOf(other.runs)) {
                if (which.test(run.head().feed()) && isWanted(run)) {
                    receive(run);
                }
            }
            flush();
        }
        return this;
    }

    /** The mutations that {@code change} makes of {@code item} as it is shown here; none if no object is shown. */
    public List<Bytes> edit(ItemId item, Consumer<ObjectItem> change) {
        List<Bytes> mutations = new ArrayList<>();
        object(item, mutations::add).ifPresent(change);
        return mutations;
    }

    /** The value at {@code path} of {@code item}, if it is an object and has one. */
    public Optional<Value> read(ItemId item, String path) {
        return object(item, mutation -> {}).flatMap(object -> object.get(path));
    }

    private Optional<ObjectItem> object(ItemId item, Consumer<Bytes> mutate) {
        return engine.snapshot()
                .records()
                .get(item)
                .flatMap(record -> record.state().handle(ObjectItem.class, mutate, OptionalInt::empty));
    }

    /** What became of everything that is known here. */
    public Fate fate() {
        return Fate.of(engine);
    }
}
