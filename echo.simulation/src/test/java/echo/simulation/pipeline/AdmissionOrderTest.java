package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.feed.Run;
import echo.api.party.Role;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.model.object.ObjectModel;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.pipeline.PartyEngine;
import echo.simulation.explore.Arrivals;
import echo.simulation.explore.Budget;
import echo.simulation.explore.Step;
import echo.simulation.explore.Trial;
import echo.simulation.pipeline.Cast.Person;
import echo.simulation.pipeline.Reader.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** P1 and P4 where who belongs is decided while people write: statements and data in every order. */
class AdmissionOrderTest {
    private static final Bytes NONCE = Bytes.hex("0000000000000001");

    // Sync does not want a feed of which it does not know, so what comes before its author's admission is offered until
    // then.
    @Test
    void anAdmissionThatComesAfterDataOfTheAdmittedChangesNothing() {
        int orders = 0;
        for (int seed = 0; seed < 60; seed++) {
            SmallHistory history = SmallHistory.growWithLatecomers(seed);
            Shelf shelf = new Shelf(history);
            orders += shelf.arrivals()
                    .inFeedOrder()
                    .alongside(List.of(Reader.restart()))
                    .orders(new Budget(100, seed))
                    .check(shelf.trial(history.end()))
                    .size();
        }
        assertTrue(orders >= 4_000, "only " + orders + " orders");
    }

    /** A node that comes back finds all in its store, in whatever order: there data waits for its author's admission. */
    @Test
    void aStoreCanGiveDataBeforeItsAuthorsAdmission() {
        int orders = 0;
        for (int seed = 100; seed < 145; seed++) {
            SmallHistory history = SmallHistory.growWithLatecomers(seed);
            List<Run> runs = history.desks().get(0).runs();
            Trial<PartyEngine> trial =
                    new Trial<>(() -> engine(history.cast()), engine -> assertEquals(history.end(), Fate.of(engine)));
            orders += Arrivals.of(byFeed(runs))
                    .map(run -> new Step<PartyEngine>(history.name(run), engine -> restore(engine, run)))
                    .orders(new Budget(100, seed))
                    .check(trial)
                    .size();
        }
        assertTrue(orders >= 3_000, "only " + orders + " orders");
    }

    private static PartyEngine engine(Cast cast) {
        PartyEngine engine = new PartyEngine(
                cast.party(), cast.signatures(), cast.person("reader").author());
        engine.handle(new Event.ModelAdded(Desk.OBJECT, new ObjectModel()));
        for (Journal journal : Journal.values()) {
            engine.handle(new Event.ModelAdded(journal.id(), journal));
        }
        return engine;
    }

    private static void restore(PartyEngine engine, Run run) {
        List<Effect> effects = new ArrayList<>(engine.handle(new Event.Restored(run)));
        effects.addAll(engine.handle(new Event.Flush(0)));
        for (Effect effect : effects) {
            assertFalse(effect instanceof Effect.Rebuild || effect instanceof Effect.Refused, effect.toString());
        }
    }

    private static List<List<Run>> byFeed(List<Run> runs) {
        Map<FeedKey, List<Run>> feeds = new TreeMap<>();
        runs.forEach(run -> feeds.computeIfAbsent(run.head().feed(), key -> new ArrayList<>())
                .add(run));
        return List.copyOf(feeds.values());
    }

    // founder  genesis ── admin is an admin ─┬─ newcomer is a reader
    // admin                                  └─ newcomer is a writer ─────── deletes
    // newcomer                                      └── creates ───────────┘
    //
    // Which admission stands is decided by the keys: both cases must come up. Where the newcomer is a reader after all,
    // what it created is refused, and so is what the admin wrote on top of it.
    @Test
    void twoAdmissionsOfOnePersonInDifferentRolesAreDecidedAlikeInEveryOrder() {
        TreeSet<Integer> items = new TreeSet<>();
        int orders = 0;
        for (int variant = 0; variant < 6; variant++) {
            Cast cast = new Cast();
            Person founder = cast.person("founder" + variant);
            Person admin = cast.person("admin" + variant);
            Person newcomer = cast.person("newcomer" + variant);
            Desk one = new Desk(cast, founder)
                    .state(cast.genesis(founder))
                    .state(cast.admission(founder, admin, Role.ADMIN));
            List<Run> common = List.copyOf(one.runs());
            Desk two = new Desk(cast, admin).meet(founder.control()).sync(one);
            one.state(cast.admission(founder, newcomer, Role.READER));
            two.state(cast.admission(admin, newcomer, Role.WRITER));
            Desk three = new Desk(cast, newcomer).meet(founder.control()).sync(two);
            three.write(new Create(NONCE, Desk.OBJECT, ItemId.ROOT));
            two.sync(three).write(new Delete(ItemId.of(newcomer.data(), NONCE)));
            List<Run> runs = new ArrayList<>(one.runs());
            two.runs().stream().filter(run -> !common.contains(run)).forEach(runs::add);
            runs.removeAll(common);
            TreeSet<String> fates = new TreeSet<>();
            Trial<Desk> trial = new Trial<>(
                    () -> {
                        Desk desk = new Desk(cast, cast.person("peer")).meet(founder.control());
                        common.forEach(desk::receive);
                        return desk.flush();
                    },
                    desk -> {
                        fates.add(desk.fate() + " " + desk.fate().hashCode());
                        items.add(desk.fate().items().size());
                    });
            orders += Arrivals.of(byFeed(runs))
                    .map(run -> new Step<Desk>(
                            run.head().feed().shortHex() + "/" + run.from(),
                            desk -> desk.offer(run).flush()))
                    .alongside(List.of(new Step<>("restart", Desk::restart)))
                    .orders(Budget.of(1_000))
                    .check(trial)
                    .size();
            assertEquals(1, fates.size(), "variant " + variant + ": " + fates);
        }
        assertEquals(List.of(0, 1), List.copyOf(items));
        assertEquals(6 * 24 * 5, orders);
    }

    /** Admins who know nothing of each other's statements, in every order: the same people belong, and the same data counts. */
    @Test
    void quarrelsAboutWhoBelongsEndAlikeInEveryOrder() {
        int orders = 0;
        int refused = 0;
        for (int seed = 0; seed < 100; seed++) {
            SmallHistory history = SmallHistory.growWithQuarrels(seed);
            Fate end = history.end();
            refused += end.refused().size();
            Trial<Desk> trial = new Trial<>(
                    history::newcomer,
                    desk -> assertTrue(end.agrees(desk.flush().fate()), end + "\n" + desk.fate()));
            orders += Arrivals.of(history.feeds())
                    .map(run -> new Step<Desk>(
                            history.name(run), desk -> desk.offer(run).flush()))
                    .alongside(List.of(new Step<>("restart", Desk::restart)))
                    .orders(new Budget(100, seed))
                    .check(trial)
                    .size();
        }
        System.err.println(orders + " " + refused);
    }
}
