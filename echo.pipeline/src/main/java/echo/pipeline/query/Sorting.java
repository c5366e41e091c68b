package echo.pipeline.query;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.query.Key;
import echo.api.query.Order;
import echo.api.value.Value;
import echo.api.value.ValueOrder;
import echo.codec.Rank;
import echo.codec.Slot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The total order of a query's result: by properties, then by parent and place among siblings. Immutable; any thread. */
public final class Sorting {
    private final List<Order> orders;

    public Sorting(List<Order> orders) {
        this.orders = orders;
    }

    /** What an item is sorted by. */
    record Place(List<Optional<Value>> values, Slot slot) {
        static Place of(Key key) {
            return new Place(key.values(), slot(key));
        }

        private static Slot slot(Key key) {
            Bytes place = key.place();
            Rank rank = new Rank(place.slice(Position.SIZE, place.size()));
            return new Slot(key.parent(), rank, Position.fromBytes(place.slice(0, Position.SIZE)));
        }

        private static Bytes place(Slot slot) {
            return Bytes.concat(slot.placed().toBytes(), slot.rank().bytes());
        }

        Key key() {
            return new Key(values, slot.parent(), place(slot));
        }
    }

    private record Placed(Place place, Row row) {}

    /** {@code rows} in order. */
    public List<Row> sorted(Collection<Row> rows) {
        List<Placed> placed = new ArrayList<>(rows.size());
        rows.forEach(row -> placed.add(new Placed(place(row), row)));
        placed.sort(Comparator.comparing(Placed::place, this::compare));
        return placed.stream().map(Placed::row).toList();
    }

    Place place(Row row) {
        List<Optional<Value>> values = new ArrayList<>(orders.size());
        for (Order order : orders) {
            values.add(row.at(order.path()));
        }
        return new Place(values, row.slot());
    }

    int compare(Place one, Place two) {
        for (int i = 0; i < orders.size(); i++) {
            int order = compare(one.values().get(i), two.values().get(i));
            if (order != 0) {
                return orders.get(i).descending() ? -order : order;
            }
        }
        return one.slot().compareTo(two.slot());
    }

    private static int compare(Optional<Value> one, Optional<Value> two) {
        return one.isEmpty() || two.isEmpty()
                ? Boolean.compare(one.isPresent(), two.isPresent())
                : ValueOrder.compare(one.get(), two.get());
    }
}
