package echo.pipeline.items;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Position;
import echo.api.party.Link;
import echo.api.value.Value;
import echo.pipeline.items.LinkIndex.Last;
import echo.pipeline.items.LinkIndex.Outgoing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What links went through is told in the party's order, whenever it arrived (P1). */
class LinkLogTest {
    private static final FeedKey A = new FeedKey(Hash.of(Bytes.utf8("a")).bytes());
    private static final FeedKey B = new FeedKey(Hash.of(Bytes.utf8("b")).bytes());
    private static final ItemId I = ItemId.of(A, Bytes.hex("0000000000000001"));
    private static final ItemId J = ItemId.of(B, Bytes.hex("0000000000000002"));

    /** An operation on a link, to come. */
    private record Given(ItemId source, Outgoing link, Last operation) {}

    private static Outgoing likes(ItemId to) {
        return new Outgoing("likes", ItemReference.to(to));
    }

    private static Optional<Value.MapValue> properties(long value) {
        return Optional.of(new Value.MapValue(new TreeMap<>(Map.of("n", Value.of(value)))));
    }

    private static Position at(long lamport, FeedKey feed) {
        return new Position(lamport, feed, 0);
    }

    private static LinkLog log(List<Given> arrivals) {
        LinkLog log = new LinkLog();
        arrivals.forEach(given -> log.add(given.source, given.link, given.operation));
        return log;
    }

    private static <T> List<List<T>> permutations(List<T> list) {
        if (list.isEmpty()) {
            return List.of(List.of());
        }
        List<List<T>> all = new ArrayList<>();
        for (T first : list) {
            List<T> rest = new ArrayList<>(list);
            rest.remove(first);
            permutations(rest).forEach(tail -> {
                List<T> permutation = new ArrayList<>(List.of(first));
                permutation.addAll(tail);
                all.add(permutation);
            });
        }
        return all;
    }

    // A  1: i→j {1}                  3: i→j {2}      5: unlink i→j
    // B              2: unlink i→j           4: i→j {2}
    @Test
    void eachOperationKnowsWhatItFound() {
        List<Given> inOrder = List.of(
                new Given(I, likes(J), new Last(at(1, A), properties(1))),
                new Given(I, likes(J), new Last(at(2, B), Optional.empty())),
                new Given(I, likes(J), new Last(at(3, A), properties(2))),
                new Given(I, likes(J), new Last(at(4, B), properties(2))),
                new Given(I, likes(J), new Last(at(5, A), Optional.empty())));
        List<LinkAct> acts = List.of(
                new LinkAct(at(1, A), I, likes(J), Optional.empty(), properties(1)),
                new LinkAct(at(2, B), I, likes(J), properties(1), Optional.empty()),
                new LinkAct(at(3, A), I, likes(J), Optional.empty(), properties(2)),
                new LinkAct(at(4, B), I, likes(J), properties(2), properties(2)),
                new LinkAct(at(5, A), I, likes(J), properties(2), Optional.empty()));
        for (List<Given> arrival : permutations(inOrder)) {
            LinkLog log = log(arrival);
            assertEquals(acts, log.acts(I));
            assertEquals(acts.subList(2, 5), log.acts(I, likes(J), at(3, A)));
            assertEquals(List.of(), log.index().of(I));
            assertEquals(List.of(), log.acts(J));
        }
        assertTrue(acts.get(3).idle().isPresent() && acts.get(4).idle().isEmpty());
    }

    @Test
    void randomOperationsTellTheSameHoweverTheyArrive() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Given> arrival = new ArrayList<>();
            for (int lamport = 1; lamport <= 12; lamport++) {
                Optional<Value.MapValue> left =
                        random.nextInt(3) == 0 ? Optional.empty() : properties(random.nextInt(2));
                arrival.add(new Given(
                        random.nextBoolean() ? I : J,
                        likes(random.nextBoolean() ? I : J),
                        new Last(at(lamport, random.nextBoolean() ? A : B), left)));
            }
            List<LinkAct> expected = told(arrival, I);
            Collections.shuffle(arrival, new Random(seed));
            LinkLog log = log(arrival);
            assertEquals(expected, log.acts(I), "seed " + seed);
            assertEquals(there(expected), log.index().of(I), "seed " + seed);
        }
    }

    /** The same, by a fold of operations that are in order. */
    private static List<LinkAct> told(List<Given> inOrder, ItemId source) {
        Map<Outgoing, Optional<Value.MapValue>> links = new TreeMap<>();
        List<LinkAct> told = new ArrayList<>();
        for (Given given : inOrder) {
            if (given.source.equals(source)) {
                Optional<Value.MapValue> before = links.getOrDefault(given.link, Optional.empty());
                links.put(given.link, given.operation.properties());
                told.add(new LinkAct(
                        given.operation.position(), source, given.link, before, given.operation.properties()));
            }
        }
        return told;
    }

    private static List<Link> there(List<LinkAct> acts) {
        Map<Outgoing, Optional<Value.MapValue>> links = new TreeMap<>();
        acts.stream()
                .sorted(Comparator.comparing(LinkAct::position))
                .forEach(act -> links.put(act.link(), act.after()));
        List<Link> there = new ArrayList<>();
        links.forEach((link, left) ->
                left.ifPresent(properties -> there.add(new Link(I, link.type(), link.to(), properties))));
        return there;
    }
}
