package echo.simulation.explore;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Orders in which things can happen: all that there are, if the budget allows, otherwise as many different ones as it allows,
 * each with the same chance, from a seed. Made one by one, while they are iterated.
 *
 * <p>Immutable; any thread.
 *
 * @param <T> what happens; if orders are to be read, its text has no blanks and tells it from others
 */
public final class Orders<T> implements Iterable<List<T>> {
    private final Merges merges;
    private final Budget budget;
    private final List<List<T>> lanes;

    /** Those of {@code merges}, whose lanes these are. */
    Orders(Merges merges, List<List<T>> lanes, Budget budget) {
        this.merges = merges;
        this.lanes = lanes;
        this.budget = budget;
    }

    /** How many orders there are in all, in the budget or not. */
    public BigInteger total() {
        return merges.count();
    }

    /** How many are iterated: the total, or what the budget allows. */
    public int size() {
        return total().min(BigInteger.valueOf(budget.most())).intValue();
    }

    /** Whether these are all orders that there are. */
    public boolean isExhaustive() {
        return total().compareTo(BigInteger.valueOf(budget.most())) <= 0;
    }

    /** The order with this number; the same one for as long as what is ordered is the same. */
    public List<T> order(BigInteger number) {
        return read(merges.merge(number));
    }

    /**
     * The order that is written as {@code text}: what happens, in a row, with blanks between, as in messages of {@link #check}.
     *
     * @throws IllegalArgumentException if there is no such order
     */
    public List<T> order(String text) {
        List<Integer> merge = new ArrayList<>();
        int[] cut = new int[lanes.size()];
        for (String word : text.split(" ", -1)) {
            int lane = laneOf(word, cut);
            merge.add(lane);
            cut[lane]++;
        }
        if (!merges.isEnd(cut)) {
            throw new IllegalArgumentException("it cannot end with '" + text + "'");
        }
        return read(merge);
    }

    private int laneOf(String word, int[] cut) {
        for (int lane = 0; lane < cut.length; lane++) {
            if (merges.isNext(lane, cut)
                    && String.valueOf(lanes.get(lane).get(cut[lane])).equals(word)) {
                return lane;
            }
        }
        throw new IllegalArgumentException("'" + word + "' cannot come after what is before it");
    }

    private List<T> read(List<Integer> merge) {
        int[] next = new int[lanes.size()];
        return merge.stream().map(lane -> lanes.get(lane).get(next[lane]++)).toList();
    }

    @Override
    public Iterator<List<T>> iterator() {
        Iterator<BigInteger> numbers = numbers();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public List<T> next() {
                return order(numbers.next());
            }
        };
    }

    /**
     * Tries {@code trial} on each order.
     *
     * @throws AssertionError caused by what the trial threw: names the order and its number
     */
    public Orders<T> check(Consumer<List<T>> trial) {
        numbers().forEachRemaining(number -> check(number, trial));
        return this;
    }

    private void check(BigInteger number, Consumer<List<T>> trial) {
        List<T> order = order(number);
        try {
            trial.accept(order);
        } catch (RuntimeException | AssertionError e) {
            String steps = order.stream().map(String::valueOf).collect(Collectors.joining(" "));
            throw new AssertionError("order " + number + " of " + total() + ", '" + steps + "': " + e, e);
        }
    }

    private Iterator<BigInteger> numbers() {
        if (!isExhaustive()) {
            return drawn().iterator();
        }
        List<BigInteger> all = new ArrayList<>();
        for (int number = 0; number < size(); number++) {
            all.add(BigInteger.valueOf(number));
        }
        return all.iterator();
    }

    /** As many numbers as the budget allows, none twice (R. Floyd's sampling, in Bentley, "Programming Pearls", CACM 1987). */
    private SortedSet<BigInteger> drawn() {
        Random random = new Random(budget.seed());
        SortedSet<BigInteger> drawn = new TreeSet<>();
        BigInteger last = total().subtract(BigInteger.valueOf(budget.most()));
        while (last.compareTo(total()) < 0) {
            BigInteger candidate = below(last.add(BigInteger.ONE), random);
            drawn.add(drawn.contains(candidate) ? last : candidate);
            last = last.add(BigInteger.ONE);
        }
        return drawn;
    }

    private static BigInteger below(BigInteger bound, Random random) {
        BigInteger number = bound;
        while (number.compareTo(bound) >= 0) {
            number = new BigInteger(bound.bitLength(), random);
        }
        return number;
    }

    /** Says how many there are and, if not all are tried, with which seed they were drawn. */
    @Override
    public String toString() {
        return isExhaustive()
                ? "all " + total() + " orders"
                : size() + " of " + total() + " orders, drawn with seed " + budget.seed();
    }
}
