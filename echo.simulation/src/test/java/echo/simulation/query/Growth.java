package echo.simulation.query;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.query.Condition;
import echo.api.query.Order;
import echo.api.query.Query;
import echo.api.query.Step;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.simulation.query.PlainAnswer.PlainLink;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Random changes of a garden, and random queries that often find something there; from one seed. */
final class Growth {
    private static final List<String> PATHS = List.of("a", "b", "c.d");
    private static final List<Value> VALUES = List.of(
            Value.NULL,
            Value.of(true),
            Value.of(1),
            Value.of(1.0),
            Value.of(2),
            Value.of(new BigDecimal("2.50")),
            Value.of(Double.NaN),
            Value.of("x"),
            Value.of("xy"),
            Value.of("y\uffff"),
            Value.of("y\ud7ff"),
            Value.of("🎈"),
            Value.of("👋🏿"),
            Value.of("\udbff\udfff"),
            Value.of(List.of(Value.of(1), Value.of(2.0), Value.of(2), Value.of("x"))),
            Value.of(List.of()));
    private static final List<String> LINKS = List.of("a", "a.b", "b");
    private static final PartyKey ELSEWHERE =
            new PartyKey(Hash.of(Bytes.utf8("elsewhere")).bytes());
    private static final List<String> PARTS =
            List.of("", "x", "y", "\uffff", "\ud7ff", "🎈", "👋🏿", "🏿", "\udbff\udfff");

    private final Garden garden;
    private final SplittableRandom random;
    private final List<ItemId> items = new ArrayList<>();

    Growth(Garden garden, long seed) {
        this.garden = garden;
        this.random = new SplittableRandom(seed);
    }

    /** Writes one to {@code most} operations and lets them grow. */
    void burst(int most) {
        for (int count = 1 + random.nextInt(most); count > 0; count--) {
            if (items.size() < 4 || random.nextInt(12) == 0) {
                items.add(garden.create(random.nextInt(5) == 0 ? Garden.THREAD : Garden.OBJECT, place()));
            }
            ItemId item = any(items);
            if (random.nextInt(4) == 0) {
                garden.late(random.nextDouble(), () -> change(item));
            } else {
                change(item);
            }
        }
    }

    private void change(ItemId item) {
        switch (random.nextInt(18)) {
            case 0 -> garden.move(item, place());
            case 1 -> garden.delete(item);
            case 2 -> garden.restore(item);
            case 3 -> garden.unset(item, any(PATHS));
            case 4, 5, 6, 7 -> garden.link(source(item), any(LINKS), target());
            case 8, 9, 10 -> unlinkOne();
            default -> garden.set(item, any(PATHS), any(VALUES));
        }
    }

    private ItemId place() {
        return items.isEmpty() || random.nextInt(3) == 0 ? ItemId.ROOT : any(items);
    }

    /** {@code item}, or one that is to come. */
    private ItemId source(ItemId item) {
        return random.nextInt(5) == 0 ? garden.next() : item;
    }

    private ItemReference target() {
        return switch (random.nextInt(10)) {
            case 0 -> ItemReference.to(ELSEWHERE, any(items));
            case 1 -> ItemReference.to(garden.next());
            default -> ItemReference.to(any(items));
        };
    }

    private void unlinkOne() {
        if (!garden.links().isEmpty()) {
            PlainLink link = any(garden.links());
            garden.unlink(link.from(), link.type(), link.to());
        }
    }

    <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    Query query() {
        Query query = Query.items();
        query = random.nextBoolean()
                ? query.type(any(List.of(ObjectItem.TYPE, ThreadItem.TYPE, ObjectItem.TYPE)))
                : query;
        query = query.where(condition(2));
        for (int steps = random.nextInt(4) - 1; steps > 0; steps--) {
            query = query.step(step());
            query = random.nextBoolean() ? query.where(condition(1)) : query;
        }
        for (int orders = random.nextInt(3); orders > 0; orders--) {
            query = query.orderBy(new Order(Path.of(any(PATHS)), random.nextInt(3) == 0));
        }
        query = random.nextInt(3) == 0 ? query.limit(1 + random.nextInt(5)) : query;
        return query.deleted(
                any(List.of(Query.Deleted.HIDDEN, Query.Deleted.HIDDEN, Query.Deleted.SHOWN, Query.Deleted.ONLY)));
    }

    /** A query that hangs on links alone, and so finds something more often. */
    Query linkQuery() {
        Query query = Query.items().where(random.nextBoolean() ? linked() : Condition.always());
        for (int steps = random.nextInt(3); steps > 0; steps--) {
            query = query.step(links());
            query = random.nextInt(3) == 0 ? query.where(Condition.not(linked())) : query;
        }
        return query.deleted(any(List.of(Query.Deleted.values())));
    }

    private Step step() {
        return random.nextBoolean() ? any(List.of(Step.Kin.CHILDREN, Step.Kin.PARENTS)) : links();
    }

    private Step.Links links() {
        return new Step.Links(any(List.of(Step.End.values())), any(LINKS));
    }

    private Condition linked() {
        Step.Links links = links();
        Optional<ItemReference> end = links.to() == Step.End.TARGETS
                ? Optional.of(target())
                : Optional.of(ItemReference.to(source(any(items))));
        return new Condition.Linked(links, end.filter(it -> random.nextInt(3) > 0));
    }

    private Condition condition(int depth) {
        Path path = Path.of(any(PATHS));
        return switch (random.nextInt(depth == 0 ? 9 : 12)) {
            case 0 -> new Condition.Is(any(items));
            case 1 -> new Condition.ChildOf(place());
            case 2 -> new Condition.Below(place());
            case 3 -> new Condition.Present(path);
            case 4 -> new Condition.Like(path, List.of(any(PARTS), any(PARTS)));
            case 5, 6 -> new Condition.Compare(path, any(List.of(Condition.Comparison.values())), any(VALUES));
            case 7, 8 -> linked();
            case 9 -> Condition.not(condition(depth - 1));
            case 10 -> condition(depth - 1).and(condition(depth - 1));
            default -> condition(depth - 1).or(condition(depth - 1));
        };
    }
}
