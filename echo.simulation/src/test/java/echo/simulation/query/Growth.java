package echo.simulation.query;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.query.Condition;
import echo.api.query.Order;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
            Value.of("🎈"),
            Value.of(List.of(Value.of(1), Value.of(2.0), Value.of(2), Value.of("x"))),
            Value.of(List.of()));
    private static final List<String> PARTS = List.of("", "x", "y", "\uffff", "🎈");

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
            change(any(items));
        }
    }

    private void change(ItemId item) {
        switch (random.nextInt(10)) {
            case 0 -> garden.move(item, place());
            case 1 -> garden.delete(item);
            case 2 -> garden.restore(item);
            case 3 -> garden.unset(item, any(PATHS));
            default -> garden.set(item, any(PATHS), any(VALUES));
        }
    }

    private ItemId place() {
        return items.isEmpty() || random.nextInt(3) == 0 ? ItemId.ROOT : any(items);
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
            query = random.nextBoolean() ? query.children() : query.parents();
            query = random.nextBoolean() ? query.where(condition(1)) : query;
        }
        for (int orders = random.nextInt(3); orders > 0; orders--) {
            query = query.orderBy(new Order(Path.of(any(PATHS)), random.nextInt(3) == 0));
        }
        query = random.nextInt(3) == 0 ? query.limit(1 + random.nextInt(5)) : query;
        return query.deleted(
                any(List.of(Query.Deleted.HIDDEN, Query.Deleted.HIDDEN, Query.Deleted.SHOWN, Query.Deleted.ONLY)));
    }

    private Condition condition(int depth) {
        Path path = Path.of(any(PATHS));
        return switch (random.nextInt(depth == 0 ? 7 : 10)) {
            case 0 -> new Condition.Is(any(items));
            case 1 -> new Condition.ChildOf(place());
            case 2 -> new Condition.Below(place());
            case 3 -> new Condition.Present(path);
            case 4 -> new Condition.Like(path, List.of(any(PARTS), any(PARTS)));
            case 5, 6 -> new Condition.Compare(path, any(List.of(Condition.Comparison.values())), any(VALUES));
            case 7 -> Condition.not(condition(depth - 1));
            case 8 -> condition(depth - 1).and(condition(depth - 1));
            default -> condition(depth - 1).or(condition(depth - 1));
        };
    }
}
