package echo.model.text;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Position;
import echo.api.model.Mutation;
import echo.model.text.format.MutationFormat;
import echo.model.text.state.Change;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * A history of dishonest writers: they name whatever anybody has ever inserted, or nobody, declare few of the messages that they
 * know, and lie about ages, texts and lengths. All that holds is what the engine checks: Lamport times follow what is declared.
 */
final class Rumours {
    private static final String[] TEXTS = {"a", "b", "z", "🙂", "xy", "one", "x🙂y"};

    private final RandomGenerator random;
    private final List<BitSet> views = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();
    private final SortedMap<ElementId, Integer> inserted = new TreeMap<>();
    private final List<Key> typed = new ArrayList<>();

    /** @param known indexes of the messages that it declares to depend on, and of those that these do */
    record Message(List<Mutation> mutations, BitSet known) {}

    /** An insertion of one element. */
    private record Key(Position position, Change.Insertion insertion) {}

    Rumours(int writers, int size, RandomGenerator random) {
        this.random = random;
        for (int i = 0; i < writers; i++) {
            views.add(new BitSet());
        }
        while (messages.size() < size) {
            write(random.nextInt(writers));
        }
    }

    static FeedKey feed(int number) {
        byte[] key = new byte[FeedKey.SIZE];
        key[0] = (byte) (0x10 + number);
        return new FeedKey(Bytes.owning(key));
    }

    static Mutation mutation(long lamport, int feed, int operation, Change change) {
        Position position = new Position(lamport, feed(feed), operation);
        return new Mutation(position, Writer.ANYBODY, 0, MutationFormat.write(change, position));
    }

    List<Message> messages() {
        return messages;
    }

    List<Mutation> inOrder() {
        return messages.stream()
                .flatMap(message -> message.mutations.stream())
                .sorted(Comparator.comparing(Mutation::position))
                .toList();
    }

    /** The messages in some order in which each comes after those that it declares. */
    List<Message> someOrder() {
        List<Message> order = new ArrayList<>();
        BitSet placed = new BitSet();
        while (order.size() < messages.size()) {
            int candidate = random.nextInt(messages.size());
            if (!placed.get(candidate) && isReady(candidate, placed)) {
                placed.set(candidate);
                order.add(messages.get(candidate));
            }
        }
        return order;
    }

    /** Every such order. */
    List<List<Message>> everyOrder() {
        List<List<Message>> orders = new ArrayList<>();
        extend(new ArrayList<>(), new BitSet(), orders);
        return orders;
    }

    private void extend(List<Message> order, BitSet placed, List<List<Message>> orders) {
        if (order.size() == messages.size()) {
            orders.add(List.copyOf(order));
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!placed.get(i) && isReady(i, placed)) {
                placed.set(i);
                order.add(messages.get(i));
                extend(order, placed, orders);
                order.remove(order.size() - 1);
                placed.clear(i);
            }
        }
    }

    private boolean isReady(int message, BitSet placed) {
        BitSet missing = (BitSet) messages.get(message).known.clone();
        missing.andNot(placed);
        return missing.isEmpty();
    }

    private void write(int feed) {
        BitSet view = views.get(feed);
        if (random.nextInt(4) == 0) {
            view.or(views.get(random.nextInt(views.size())));
        }
        long lamport = 1L + (random.nextInt(6) == 0 ? random.nextInt(4) : 0); // what it wrote of other items
        for (int index : view.stream().toArray()) {
            Mutation last = messages.get(index).mutations.get(0);
            lamport = Math.max(lamport, last.position().lamport() + 1);
        }
        List<Mutation> mutations = new ArrayList<>();
        for (int operation = 0; operation <= random.nextInt(3); operation++) {
            Position own = new Position(lamport, feed(feed), operation);
            Change change = random.nextInt(3) == 0 ? key(own) : anything(own);
            mutations.add(mutation(lamport, feed, operation, change));
            note(own, change);
        }
        messages.add(new Message(mutations, (BitSet) view.clone()));
        view.set(messages.size() - 1);
    }

    private void note(Position own, Change change) {
        Change.Insertion insertion = change.inserted();
        if (insertion != null) {
            int count = insertion.text().codePointCount(0, insertion.text().length());
            inserted.put(new ElementId(own, 0), count);
            if (count == 1) {
                typed.add(new Key(own, insertion));
            }
        }
    }

    /** A key behind the latest one of the same feed and operation, as an honest writer types. */
    private Change key(Position own) {
        String text = TEXTS[random.nextInt(4)];
        for (int i = typed.size() - 1; i >= 0; i--) {
            Key key = typed.get(i);
            Position before = key.position;
            if (before.feed().equals(own.feed()) && before.operation() == own.operation()) {
                return insertion(new ElementId(before, 0), key.insertion.right(), text);
            }
        }
        return insertion(name(own, Element.START.id()), name(own, Element.END.id()), text);
    }

    static Change insertion(ElementId left, ElementId right, String text) {
        return new Change(List.of(), List.of(), new Change.Insertion(left, right, text));
    }

    private Change anything(Position own) {
        SortedMap<ElementId, Change.Range> deleted = new TreeMap<>();
        SortedMap<ElementId, Change.Restoration> restored = new TreeMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int count = random.nextInt(12) == 0 ? Integer.MAX_VALUE : 1 + random.nextInt(3);
            Change.Range range = new Change.Range(name(own, Element.START.id()), count, 2 * age());
            deleted.put(range.first(), range);
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            String text = TEXTS[random.nextInt(TEXTS.length)];
            Change.Restoration back = new Change.Restoration(name(own, Element.START.id()), 2 * age() + 1, text);
            restored.put(back.first(), back);
        }
        deleted.remove(Element.START.id());
        restored.remove(Element.START.id());
        boolean inserts = (deleted.isEmpty() && restored.isEmpty()) || random.nextInt(3) > 0;
        Change.Insertion insertion = new Change.Insertion(
                name(own, Element.START.id()), name(own, Element.END.id()), TEXTS[random.nextInt(TEXTS.length)]);
        return new Change(List.copyOf(deleted.values()), List.copyOf(restored.values()), inserts ? insertion : null);
    }

    private int age() {
        return random.nextInt(20) == 0 ? Integer.MAX_VALUE / 2 - 1 : random.nextInt(3) / 2;
    }

    /** An element of a mutation before {@code own}, mostly one that somebody inserted; or {@code none}. */
    private ElementId name(Position own, ElementId none) {
        List<ElementId> older =
                List.copyOf(inserted.headMap(new ElementId(own, 0)).keySet());
        if (older.isEmpty() || random.nextInt(8) == 0) {
            return none;
        }
        ElementId first = older.get(random.nextInt(older.size()));
        Position mutation = first.mutation();
        int count = inserted.getOrDefault(first, 1);
        Position nobodys = new Position(mutation.lamport(), mutation.feed(), 7);
        return switch (random.nextInt(24)) {
            case 0 -> new ElementId(mutation, count);
            case 1 -> new ElementId(mutation, Integer.MAX_VALUE - random.nextInt(2));
            case 2 -> nobodys.compareTo(own) < 0 ? new ElementId(nobodys, 0) : first;
            default -> new ElementId(mutation, random.nextInt(count));
        };
    }
}
