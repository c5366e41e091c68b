package echo.simulation.pipeline;

import echo.api.FeedKey;
import echo.api.feed.Run;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.codec.Credential;
import echo.codec.Operation;
import echo.model.object.ObjectModel;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** A person at an engine: a node without threads, disk and network. What the engine keeps is in a list; it is restored from it. */
final class Desk {
    static final ModelId OBJECT = new ModelId("echo.object", 1, 0);

    final Person person;
    final List<Run> runs = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();
    final List<FeedKey> introduced = new ArrayList<>();
    private final Cast cast;
    private final Map<ModelId, Model<?>> models = new TreeMap<>(Map.of(OBJECT, new ObjectModel()));
    private PartyEngine engine;
    private int rebuilds;

    Desk(Cast cast, Person person) {
        this.cast = cast;
        this.person = person;
        this.engine = fresh();
    }

    private PartyEngine fresh() {
        PartyEngine fresh = new PartyEngine(cast.party(), cast.signatures, person.author());
        models.forEach((id, model) -> fresh.handle(new Event.ModelAdded(id, model)));
        return fresh;
    }

    PartyEngine engine() {
        return engine;
    }

    int rebuilds() {
        return rebuilds;
    }

    /** Handles {@code event}, keeps what is to be kept, and starts anew where the engine asks for it. */
    List<Effect> handle(Event event) {
        List<Effect> now = engine.handle(event);
        effects.addAll(now);
        boolean rebuild = false;
        for (Effect effect : now) {
            if (effect instanceof Effect.Keep keep) {
                runs.add(keep.run());
            } else if (effect instanceof Effect.Refused refusal) {
                refused.add(refusal.reason());
            }
            rebuild |= effect instanceof Effect.Rebuild;
        }
        if (rebuild) {
            rebuilds++;
            if (rebuilds > 20) {
                throw new AssertionError("restored again and again: " + now);
            }
            restart();
        }
        return now;
    }

    /** A new engine from what was kept, feed by feed as a store gives it. */
    void restart() {
        engine = fresh();
        Map<FeedKey, List<Run>> byFeed = new TreeMap<>();
        runs.forEach(run -> byFeed.computeIfAbsent(run.head().feed(), key -> new ArrayList<>())
                .add(run));
        byFeed.values().forEach(feed -> feed.forEach(run -> engine.handle(new Event.Restored(run))));
        flush();
    }

    Desk flush() {
        handle(new Event.Flush(0));
        return this;
    }

    Desk state(List<Credential> credentials) {
        handle(new Event.State(1, credentials));
        return flush();
    }

    Desk write(Operation... operations) {
        handle(new Event.Write(2, List.of(operations)));
        return flush();
    }

    Desk meet(FeedKey genesis) {
        introduced.add(genesis);
        handle(new Event.Introduced(genesis));
        return this;
    }

    Desk receive(Run run) {
        handle(new Event.Received(run));
        return this;
    }

    /** Takes from {@code other} what is missing here, as long as something is taken. */
    Desk sync(Desk other) {
        return sync(other, feed -> true);
    }

    Desk sync(Desk other, Predicate<FeedKey> which) {
        long before = -1;
        while (before != runs.size()) {
            before = runs.size();
            for (Run run : List.copyOf(other.runs)) {
                FeedKey feed = run.head().feed();
                boolean next = run.from() <= engine.extent(feed).length()
                        && run.head().extent().length() > engine.extent(feed).length();
                if (next && which.test(feed) && engine.takes(feed)) {
                    receive(run);
                }
            }
            flush();
        }
        return this;
    }
}
