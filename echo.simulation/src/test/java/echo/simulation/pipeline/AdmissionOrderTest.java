package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.feed.Run;
import echo.api.party.Role;
import echo.codec.Credential;
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
import java.util.Optional;
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
        for (int variant = 0; variant < 6; variant++) {
            Cast cast = new Cast();
            Person founder = cast.person("founder" + variant);
            Person admin = cast.person("admin" + variant);
            Person newcomer = cast.person("newcomer" + variant);
            Desk one = new Desk(cast, founder).state(cast.genesis(founder));
            one.state(cast.admission(founder, admin, Role.ADMIN));
            List<Run> common = List.copyOf(one.runs());
            Desk two = new Desk(cast, admin).meet(founder.control()).sync(one);
            one.state(cast.admission(founder, newcomer, Role.READER));
            two.state(cast.admission(admin, newcomer, Role.WRITER));
            Desk three = new Desk(cast, newcomer).meet(founder.control()).sync(two);
            three.write(new Create(NONCE, Desk.OBJECT, ItemId.ROOT));
            two.sync(three).write(new Delete(ItemId.of(newcomer.data(), NONCE)));
            items.add(theOneEnd(cast, common, two.sync(one)).items().size());
        }
        assertEquals(List.of(0, 1), List.copyOf(items));
    }

    // founder  three are admins; one is invited; creates
    // c        x is a writer                                   keys c < a < b, so this is their order
    // a        x is a writer, by the invitation
    // b        y is a writer, by the invitation
    // y          └── deletes
    //
    // Who has heard of a and b alone turns y away: x used the invitation. Then c's statement comes, by which x has
    // been a member all along, and y is welcome. What y wrote has been applied, undone and is applied again.
    @Test
    void whoWasTurnedAwayIsWelcomeOnceItTurnsOutThatThereWasAPlace() {
        Cast cast = new Cast();
        Person founder = cast.person("founder");
        List<Person> admins = List.of(cast.person("one"), cast.person("two"), cast.person("three")).stream()
                .sorted((one, two) -> one.control().compareTo(two.control()))
                .toList();
        Person x = cast.person("x");
        Person y = cast.person("y");
        List<Credential> begin = new ArrayList<>(cast.genesis(founder));
        admins.forEach(admin -> begin.addAll(cast.admission(founder, admin, Role.ADMIN)));
        begin.add(cast.invite(founder, "for one", 1));
        Desk atFounder = new Desk(cast, founder).state(begin).write(new Create(NONCE, Desk.OBJECT, ItemId.ROOT));
        List<Run> common = List.copyOf(atFounder.runs());
        List<Desk> desks = admins.stream()
                .map(admin -> new Desk(cast, admin).meet(founder.control()).sync(atFounder))
                .toList();
        desks.get(0).state(cast.admission(admins.get(0), x, Role.WRITER));
        desks.get(1).state(invited(cast, admins.get(1), x));
        desks.get(2).state(invited(cast, admins.get(2), y));
        Desk atY = new Desk(cast, y).meet(founder.control()).sync(desks.get(2));
        atY.write(new Delete(ItemId.of(founder.data(), NONCE)));
        desks.forEach(atY::sync);
        Fate end = theOneEnd(cast, common, atY);
        assertEquals(1, end.applied().extent(y.data()).length());
    }

    private static List<Credential> invited(Cast cast, Person admin, Person newcomer) {
        Credential member = cast.member(admin, newcomer, Role.WRITER, Optional.of("for one"));
        return Cast.concat(List.of(member), cast.own(newcomer));
    }

    /** What becomes of all that {@code desk} keeps, at a peer where {@code common} is there and the rest arrives in any order. */
    private static Fate theOneEnd(Cast cast, List<Run> common, Desk desk) {
        List<Run> runs = new ArrayList<>(desk.runs());
        runs.removeAll(common);
        FeedKey genesis = common.get(0).head().feed();
        Trial<Desk> trial = new Trial<>(
                () -> {
                    Desk peer = new Desk(cast, cast.person("peer")).meet(genesis);
                    common.forEach(peer::offer);
                    return peer.flush();
                },
                peer -> assertEquals(desk.fate(), peer.fate()));
        int orders = Arrivals.of(byFeed(runs))
                .map(run -> new Step<Desk>(
                        run.head().feed().shortHex() + "/" + run.from(),
                        peer -> peer.offer(run).flush()))
                .alongside(List.of(new Step<>("restart", Desk::restart)))
                .orders(Budget.of(1_000))
                .check(trial)
                .size();
        assertEquals(24 * 5, orders);
        return desk.fate();
    }

    /** Admins who know nothing of each other's statements, in every order: the same people belong, and the same data counts. */
    @Test
    void quarrelsAboutWhoBelongsEndAlikeInEveryOrder() {
        int orders = 0;
        int refusals = 0;
        int[] rebuilds = new int[1];
        for (int seed = 0; seed < 140; seed++) {
            SmallHistory history = SmallHistory.growWithQuarrels(seed);
            Fate end = history.end();
            refusals += end.refused().stream().anyMatch(line -> line.startsWith("block")) ? 1 : 0;
            Trial<Desk> trial = new Trial<>(history::newcomer, desk -> {
                rebuilds[0] += desk.rebuilds();
                assertTrue(end.agrees(desk.fate()), end + ", not " + desk.fate());
            });
            orders += orders(history, seed, trial);
        }
        assertTrue(orders >= 4_000, "only " + orders + " orders");
        assertTrue(refusals >= 5, "data was refused in " + refusals + " histories only");
        assertTrue(rebuilds[0] >= 500, "readers changed their minds only " + rebuilds[0] + " times");
    }

    private static int orders(SmallHistory history, int seed, Trial<Desk> trial) {
        try {
            return Arrivals.of(history.feeds())
                    .map(run -> new Step<Desk>(
                            history.name(run), desk -> desk.offer(run).flush()))
                    .alongside(List.of(new Step<>("restart", Desk::restart)))
                    .orders(new Budget(60, seed))
                    .check(trial)
                    .size();
        } catch (AssertionError e) {
            throw new AssertionError("history of seed " + seed + ", " + e.getMessage(), e);
        }
    }
}
