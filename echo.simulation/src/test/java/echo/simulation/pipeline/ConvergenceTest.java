package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.party.Role;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.codec.Operation;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Restore;
import echo.codec.Statement.FeedKind;
import echo.pipeline.Event;
import echo.pipeline.items.ItemRecord;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** P1 in small worlds: every order in which messages can arrive gives the same bytes. */
class ConvergenceTest {
    private final Cast cast = new Cast();

    /** A party of {@code people}, the last of whom founded it. */
    private List<Desk> desks(List<Person> people) {
        Person founder = people.get(people.size() - 1);
        List<Desk> desks = new ArrayList<>();
        people.forEach(person -> desks.add(new Desk(cast, person).meet(founder.control())));
        Desk first = desks.get(desks.size() - 1);
        first.state(cast.genesis(founder));
        for (Person person : people.subList(0, people.size() - 1)) {
            first.state(cast.admission(founder, person, Role.WRITER));
        }
        desks.forEach(desk -> desk.sync(first));
        return desks;
    }

    private static boolean isData(Desk desk, Run run) {
        return desk.engine().dataHeld().extents().containsKey(run.head().feed());
    }

    /** Runs by feed, in order; data or the rest. */
    private static List<List<Run>> feeds(List<Desk> desks, boolean data) {
        Map<FeedKey, Map<Long, Run>> byFeed = new TreeMap<>();
        for (Desk desk : desks) {
            for (Run run : desk.runs) {
                if (isData(desk, run) == data) {
                    byFeed.computeIfAbsent(run.head().feed(), key -> new TreeMap<>())
                            .put(run.from(), run);
                }
            }
        }
        List<List<Run>> feeds = new ArrayList<>();
        byFeed.values().forEach(runs -> feeds.add(List.copyOf(runs.values())));
        return feeds;
    }

    /** Every merge of {@code feeds} that keeps the order of each. */
    private static void everyMerge(List<List<Run>> feeds, Consumer<List<Run>> action) {
        merge(feeds, new int[feeds.size()], new ArrayList<>(), action);
    }

    private static void merge(List<List<Run>> feeds, int[] next, List<Run> prefix, Consumer<List<Run>> action) {
        boolean complete = true;
        for (int i = 0; i < next.length; i++) {
            if (next[i] < feeds.get(i).size()) {
                complete = false;
                prefix.add(feeds.get(i).get(next[i]++));
                merge(feeds, next, prefix, action);
                next[i]--;
                prefix.remove(prefix.size() - 1);
            }
        }
        if (complete) {
            action.accept(List.copyOf(prefix));
        }
    }

    /** A peer that knows who belongs, and nothing else. */
    private Desk newcomer(List<Desk> desks) {
        Desk newcomer = new Desk(cast, cast.person("newcomer"))
                .meet(desks.get(desks.size() - 1).person.control());
        feeds(desks, false).forEach(runs -> runs.forEach(newcomer::receive));
        return newcomer.flush();
    }

    private static Mutate edit(Desk desk, ItemId item, Consumer<ObjectItem> change) {
        ItemRecord record = desk.engine().snapshot().records().get(item).orElseThrow();
        List<Bytes> data = new ArrayList<>();
        change.accept(record.state().handle(ObjectItem.class, data::add).orElseThrow());
        return new Mutate(item, data.get(0));
    }

    private static Value read(Desk desk, ItemId item, String path) {
        ItemRecord record = desk.engine().snapshot().records().get(item).orElseThrow();
        return record.state()
                .handle(ObjectItem.class, data -> {})
                .flatMap(handle -> handle.get(path))
                .orElse(Value.NULL);
    }

    private static Operation randomOperation(Desk desk, Random random) {
        List<ItemId> items = new ArrayList<>();
        desk.engine().snapshot().records().forEach(entry -> items.add(entry.getKey()));
        if (items.isEmpty() || random.nextInt(5) == 0) {
            byte[] nonce = new byte[Operation.NONCE_SIZE];
            random.nextBytes(nonce);
            return new Create(Bytes.owning(nonce), Desk.OBJECT, any(items, random));
        }
        ItemId item = items.get(random.nextInt(items.size()));
        return switch (random.nextInt(8)) {
            case 0 -> new Delete(item);
            case 1 -> new Restore(item);
            case 2, 3 -> new Move(item, any(items, random));
            case 4 -> edit(desk, item, it -> it.push(Path.of("list"), Value.of(random.nextLong())));
            case 5 -> edit(desk, item, it -> it.unset(Path.of("x")));
            default -> edit(desk, item, it -> it.set("x", Value.of(random.nextLong())));
        };
    }

    private static ItemId any(List<ItemId> items, Random random) {
        int index = random.nextInt(items.size() + 1);
        return index == items.size() ? ItemId.ROOT : items.get(index);
    }

    /** Up to seven messages of 2 to 4 writers who meet at random. */
    private List<Desk> history(Random random) {
        List<Desk> desks = desks(cast.people(2 + random.nextInt(3)));
        int messages = 3 + random.nextInt(5);
        while (messages > 0) {
            Desk desk = desks.get(random.nextInt(desks.size()));
            if (random.nextInt(5) < 3) {
                desk.write(randomOperation(desk, random));
                messages--;
            } else {
                desk.sync(desks.get(random.nextInt(desks.size())));
            }
        }
        for (int round = 0; round < 2; round++) {
            desks.forEach(desk -> desks.forEach(desk::sync));
        }
        return desks;
    }

    // Each of these orders, causal or not, is a merge of the feeds; what comes too early is held.
    @Test
    void everyArrivalOrderOfSmallHistoriesGivesTheSameStateOnEveryPeer() {
        int orders = 0;
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            List<Desk> desks = history(random);
            Hash expected = desks.get(0).engine().snapshot().stateHash();
            for (Desk desk : desks) {
                assertEquals(expected, desk.engine().snapshot().stateHash(), "seed " + seed);
                assertEquals(desks.get(0).engine().applied(), desk.engine().applied());
            }
            int[] count = {0};
            everyMerge(feeds(desks, true), order -> {
                count[0]++;
                Desk peer = newcomer(desks);
                for (Run run : order) {
                    peer.receive(run);
                    if (random.nextInt(3) > 0) {
                        peer.flush();
                    }
                }
                peer.flush();
                assertEquals(expected, peer.engine().snapshot().stateHash());
                assertEquals(desks.get(0).engine().applied(), peer.engine().applied());
                assertEquals(0, peer.engine().heldCount());
                assertEquals(List.of(), peer.engine().refused());
            });
            orders += count[0];
        }
        assertTrue(orders > 1_000, "only " + orders + " orders");
    }

    /** How far feeds are held is counted where they grew only; here at every feed, after every run, whoever is admitted when. */
    @Test
    void howFarFeedsAreHeldIsWhatALookAtEachOfThemFinds() {
        for (int seed = 2_000; seed < 2_030; seed++) {
            Random random = new Random(seed);
            List<Desk> desks = history(random);
            List<List<Run>> left = new ArrayList<>();
            feeds(desks, false).forEach(runs -> left.add(new ArrayList<>(runs)));
            feeds(desks, true).forEach(runs -> left.add(new ArrayList<>(runs)));
            Desk peer = new Desk(cast, cast.person("newcomer"))
                    .meet(desks.get(desks.size() - 1).person.control());
            while (!left.isEmpty()) {
                List<Run> feed = left.get(random.nextInt(left.size()));
                boolean taken = peer.engine().takes(feed.get(0).head().feed());
                if (taken) {
                    peer.receive(feed.remove(0));
                }
                if (!taken || random.nextBoolean()) {
                    peer.flush();
                }
                left.removeIf(List::isEmpty);
                assertCounted(peer);
            }
            assertEquals(peer.engine().dataHeld(), peer.flush().engine().applied());

            for (List<Run> missing : feeds(desks, true)) {
                Desk restored = new Desk(cast, cast.person("newcomer"));
                List<List<Run>> stored = new ArrayList<>(feeds(desks, true));
                stored.remove(missing); // so that some of the others are held
                stored.addAll(feeds(desks, false)); // last, so that nothing says before of which kind feeds are
                for (List<Run> feed : stored) {
                    feed.forEach(run -> restored.handle(new Event.Restored(run)));
                    assertCounted(restored);
                }
                assertCounted(restored.flush());
            }
        }
    }

    private static void assertCounted(Desk desk) {
        Timeframe data = held(desk, FeedKind.DATA);
        Timeframe control = held(desk, FeedKind.CONTROL);
        assertEquals(data, desk.engine().dataHeld());
        assertEquals(control, desk.engine().controlHeld());
        assertEquals(data.merge(control), desk.engine().held());
    }

    private static Timeframe held(Desk desk, FeedKind kind) {
        Timeframe held = Timeframe.EMPTY;
        for (FeedKey feed : desk.introduced) {
            held = kind == FeedKind.CONTROL ? held.with(feed, desk.engine().extent(feed)) : held;
        }
        for (var entry : desk.engine().state().feeds()) {
            held = entry.getValue().kind() == kind
                    ? held.with(entry.getKey(), desk.engine().extent(entry.getKey()))
                    : held;
        }
        return held;
    }

    @Test
    void aNodeRestoredFromItsStoreAtAnyMomentEndsInTheSameState() {
        for (int seed = 1_000; seed < 1_040; seed++) {
            Random random = new Random(seed);
            List<Desk> desks = history(random);
            Hash expected = desks.get(0).engine().snapshot().stateHash();
            List<List<Run>> feeds = feeds(desks, true);
            List<List<Run>> some = new ArrayList<>();
            everyMerge(feeds, order -> {
                if (some.size() < 5 || random.nextInt(50) == 0) {
                    some.add(order);
                }
            });
            for (List<Run> order : some) {
                Desk peer = newcomer(desks);
                for (Run run : order) {
                    peer.receive(run);
                    if (random.nextBoolean()) {
                        peer.restart();
                    }
                }
                peer.flush();
                assertEquals(expected, peer.engine().snapshot().stateHash(), "seed " + seed);
            }
        }
    }

    // A   0 ── 1        keys A < B; all three set one property and none of B's writer has seen A's, or the other way
    // round
    // B   0
    //
    // Lamport times: A0 = B0 = n, A1 = n + 1. So the order is A0, B0, A1 and A1 stands. Two peers of the ancestor
    // disagreed
    // here for ever, with equal timeframes.
    @Test
    void theAncestorsThreeMessagesConvergeInEveryOrder() {
        List<Desk> desks = desks(cast.people(3));
        Desk a = desks.get(0);
        Desk b = desks.get(1);
        Desk founder = desks.get(2);
        assertTrue(a.person.data().compareTo(b.person.data()) < 0);
        Bytes nonce = Bytes.hex("0000000000000001");
        ItemId item = ItemId.of(founder.person.data(), nonce);
        founder.write(new Create(nonce, Desk.OBJECT, ItemId.ROOT));
        a.sync(founder);
        b.sync(founder);
        a.write(edit(a, item, it -> it.set("p", Value.of("A0"))));
        a.write(edit(a, item, it -> it.set("p", Value.of("A1"))));
        b.write(edit(b, item, it -> it.set("p", Value.of("B0"))));
        int[] orders = {0};
        everyMerge(feeds(desks, true), order -> {
            orders[0]++;
            Desk peer = newcomer(desks);
            order.forEach(run -> peer.receive(run).flush());
            assertEquals(Value.of("A1"), read(peer, item, "p"));
        });
        assertEquals(12, orders[0]);
        a.sync(b);
        b.sync(a);
        assertEquals(Value.of("A1"), read(a, item, "p"));
        assertEquals(Value.of("A1"), read(b, item, "p"));
        assertEquals(a.engine().snapshot().stateHash(), b.engine().snapshot().stateHash());
        assertEquals(Optional.of(a.engine().applied()), Optional.of(b.engine().applied()));
    }

    /** One update of two properties is seen whole or not at all. */
    @Test
    void aBatchIsAppliedTogether() {
        List<Desk> desks = desks(cast.people(2));
        Desk founder = desks.get(1);
        Bytes nonce = Bytes.hex("0000000000000001");
        ItemId item = ItemId.of(founder.person.data(), nonce);
        founder.write(new Create(nonce, Desk.OBJECT, ItemId.ROOT));
        founder.write(
                edit(founder, item, it -> it.set("a", Value.of(1L))),
                edit(founder, item, it -> it.set("b", Value.of(2L))));
        Desk peer = desks.get(0).sync(founder);
        assertEquals(Value.of(1L), read(peer, item, "a"));
        assertEquals(Value.of(2L), read(peer, item, "b"));
        assertEquals(2, peer.engine().applied().totalLength());
    }
}
