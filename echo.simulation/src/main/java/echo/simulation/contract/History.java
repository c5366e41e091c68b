package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.VerifyingKey;
import echo.api.model.Model;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Mutations of one item, as several feeds wrote them that knew only part of each other's work, and may not tell of all. */
final class History {
    private static final int FEEDS = 4;
    private static final int MEMBERS = 3;

    /** What was written, in the order of writing, which extends causality. */
    private final List<Written> written = new ArrayList<>();

    /** @param known indexes of the mutations that the author knew, as far as it says so */
    private record Written(Mutation mutation, BitSet known) {}

    /** {@code size} mutations that {@code writer} makes from the state an author knows. */
    static <S> History random(
            Model<S> model, BiFunction<S, RandomGenerator, Bytes> writer, int size, RandomGenerator random) {
        return random(model, writer, size, false, random);
    }

    /** Likewise, but half of the time an author writes from what another one knows, too, and does not say so. */
    static <S> History secretive(
            Model<S> model, BiFunction<S, RandomGenerator, Bytes> writer, int size, RandomGenerator random) {
        return random(model, writer, size, true, random);
    }

    private static <S> History random(
            Model<S> model,
            BiFunction<S, RandomGenerator, Bytes> writer,
            int size,
            boolean secretive,
            RandomGenerator random) {
        History history = new History();
        List<BitSet> views = new ArrayList<>();
        for (int feed = 0; feed < FEEDS; feed++) {
            views.add(new BitSet());
        }
        while (history.written.size() < size) {
            int feed = random.nextInt(FEEDS);
            BitSet view = views.get(feed);
            if (random.nextInt(3) == 0) {
                view.or(views.get(random.nextInt(FEEDS)));
            }
            BitSet seen = (BitSet) view.clone();
            if (secretive && random.nextBoolean()) {
                seen.or(views.get(random.nextInt(FEEDS)));
            }
            S state = Fold.straight(model, history.inOrder(seen));
            history.write(feed, view, writer.apply(state, random), random);
        }
        return history;
    }

    /** The mutations in the party's order. */
    List<Mutation> inOrder() {
        BitSet all = new BitSet();
        all.set(0, written.size());
        return inOrder(all);
    }

    /** The mutations in some order in which each comes after those its author says that it knew. */
    List<Mutation> someCausalOrder(RandomGenerator random) {
        BitSet placed = new BitSet();
        List<Mutation> order = new ArrayList<>();
        while (order.size() < written.size()) {
            int candidate = random.nextInt(written.size());
            if (!placed.get(candidate) && isSubset(written.get(candidate).known, placed)) {
                placed.set(candidate);
                order.add(written.get(candidate).mutation);
            }
        }
        return order;
    }

    /** Shows every order in which each mutation comes after those its author says that it knew. */
    void forEachCausalOrder(Consumer<List<Mutation>> visitor) {
        extend(new ArrayList<>(), new BitSet(), visitor);
    }

    private void extend(List<Mutation> order, BitSet placed, Consumer<List<Mutation>> visitor) {
        if (order.size() == written.size()) {
            visitor.accept(List.copyOf(order));
            return;
        }
        for (int i = placed.nextClearBit(0); i < written.size(); i = placed.nextClearBit(i + 1)) {
            if (isSubset(written.get(i).known, placed)) {
                placed.set(i);
                order.add(written.get(i).mutation);
                extend(order, placed, visitor);
                order.remove(order.size() - 1);
                placed.clear(i);
            }
        }
    }

    /** A mutation like those of this history, placed after all of them. */
    Mutation next(Bytes data) {
        return next(new Mutation(new Position(1, feed(0), 0), member(0), 0, data), 1, data);
    }

    /** What the author of {@code done}, which is part of this history, writes after all of it as the {@code step}-th. */
    Mutation next(Mutation done, int step, Bytes data) {
        Position last = inOrder().get(written.size() - 1).position();
        Position position = new Position(last.lamport() + step, done.position().feed(), 0);
        return new Mutation(position, done.author(), 0, data);
    }

    private void write(int feed, BitSet view, Bytes data, RandomGenerator random) {
        long lamport = 1;
        for (Mutation known : inOrder(view)) {
            lamport = Math.max(lamport, known.position().lamport() + 1);
        }
        Position position = new Position(lamport, feed(feed), random.nextInt(3));
        Mutation mutation = new Mutation(position, member(feed % MEMBERS), random.nextLong(), data);
        written.add(new Written(mutation, (BitSet) view.clone()));
        view.set(written.size() - 1);
    }

    private List<Mutation> inOrder(BitSet chosen) {
        List<Mutation> mutations = new ArrayList<>();
        chosen.stream().forEach(index -> mutations.add(written.get(index).mutation));
        mutations.sort(Comparator.comparing(Mutation::position));
        return mutations;
    }

    private static boolean isSubset(BitSet part, BitSet whole) {
        BitSet missing = (BitSet) part.clone();
        missing.andNot(whole);
        return missing.isEmpty();
    }

    static FeedKey feed(int number) {
        return new FeedKey(key(0x40 + number));
    }

    static MemberKey member(int number) {
        return new MemberKey(key(0x80 + number));
    }

    private static Bytes key(int first) {
        byte[] key = new byte[VerifyingKey.SIZE];
        key[0] = (byte) first;
        return Bytes.owning(key);
    }
}
