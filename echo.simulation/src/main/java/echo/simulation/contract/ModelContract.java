package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every model must do for its items to be equal on all peers (P1, P3, P6, P7). Extend it, give the model and a generator
 * of mutations, and run it as a JUnit test. Each check runs over many seeds; a failure names its seed.
 *
 * <p>Every other history for a {@link Ordering#CAUSAL} model has authors who write from more than their messages say that they
 * depend on. The mutation is made from a state, and may come to another where what it names is not there yet.
 *
 * <p>States should be values. Those of a model with a codec are compared by what it saves, those of one without by
 * {@code equals}; the checks of saving and loading are then left out.
 *
 * @param <S> the model's state
 */
public abstract class ModelContract<S> {
    private static final int MUTATIONS = 24;
    private static final int FEW_MUTATIONS = 5;
    private static final int BATCHES = 12;

    /** A model under test; the same or a new one at each call. */
    protected abstract Model<S> model();

    /** A mutation that a user of an item in this state might write; mostly a sensible one. Only {@code random} decides. */
    protected abstract Bytes mutation(S state, RandomGenerator random);

    /**
     * Whether undo or redo have come back to a state that there was: one author's batches, all taken back, come by every state that
     * they came by when they were written. By default people see the same {@linkplain Model#properties properties}. A model that
     * documents what it does not take back leaves that out here.
     *
     * @param then the state that there was
     * @param now the one that undo or redo led to
     */
    protected boolean isBackAt(S then, S now) {
        return model().properties(then).equals(model().properties(now));
    }

    /** How many histories each check tries. */
    protected int seeds() {
        return 60;
    }

    @Test
    public void theSameMutationOnTheSameStateGivesTheSameOutcome() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            S state = model.empty();
            for (Mutation mutation : history.inOrder()) {
                Object once = seen(model, state, model.apply(state, mutation));
                assertEquals(once, seen(model, state, model.apply(state, mutation)), "applied twice");
                assertEquals(once, seen(model(), state, model().apply(state, mutation)), "applied by another instance");
                assertEquals(model.properties(state), model().properties(state), "properties");
                state = Fold.step(model, state, mutation);
            }
        });
    }

    @Test
    public void aStateNeverChangesOnceItIsGivenOut() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            List<S> states = new ArrayList<>(List.of(model.empty()));
            List<Object> seen = new ArrayList<>(List.of(seen(model, model.empty())));
            for (Mutation mutation : history.inOrder()) {
                S next = Fold.step(model, states.get(states.size() - 1), mutation);
                states.add(next);
                seen.add(seen(model, next));
            }
            assertEquals(seen, states.stream().map(state -> seen(model, state)).toList());
            for (int i = 0; i < states.size(); i++) {
                S again = Fold.straight(model(), history.inOrder().subList(0, i));
                assertEquals(seen(model, again), seen(model, states.get(i)), "folded again");
            }
        });
    }

    @Test
    public void equalStatesHaveEqualBytesHoweverTheyWereReached() {
        StateCodec<S> codec = codec();
        forEachHistory((history, random) -> {
            Model<S> model = model();
            List<S> states = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                List<Mutation> few = new ArrayList<>(history.inOrder().subList(0, 1 + i / 2));
                Collections.shuffle(few, new Random(random.nextLong()));
                S state = Fold.straight(model, few);
                states.add(state);
                states.add(codec.load(codec.save(state)));
            }
            assertEqualStatesSaveEqually(codec, states);
        });
    }

    @Test
    public void aLoadedStateIsTheSavedOneAndGoesOnAlike() {
        StateCodec<S> codec = codec();
        forEachHistory((history, random) -> {
            Model<S> model = model();
            S kept = model.empty();
            S loaded = model.empty();
            for (Mutation mutation : history.inOrder()) {
                if (random.nextBoolean()) {
                    loaded = codec().load(codec.save(loaded));
                }
                assertEquals(
                        seen(model, kept, model.apply(kept, mutation)),
                        seen(model, loaded, model.apply(loaded, mutation)));
                assertEquals(model.properties(kept), model.properties(loaded), "properties");
                kept = Fold.step(model, kept, mutation);
                loaded = Fold.step(model, loaded, mutation);
            }
            assertEquals(codec.save(kept), codec.save(codec.load(codec.save(kept))));
        });
    }

    @Test
    public void bytesThatSaveNeverMadeAreRefused() {
        StateCodec<S> codec = codec();
        forEachHistory((history, random) -> {
            Bytes saved = codec.save(Fold.straight(model(), history.inOrder()));
            Noise.near(saved, random).forEach(noise -> assertRefusedOrCanonical(codec, noise));
        });
        Noise.bombs().forEach(bomb -> assertRefusedOrCanonical(codec, bomb));
    }

    @Test
    public void anyBytesOfAPeerAreSurvived() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            S state = Fold.straight(model, history.inOrder());
            for (Mutation mutation : history.inOrder()) {
                Noise.near(mutation.data(), random).forEach(noise -> assertSurvived(model, state, history.next(noise)));
            }
        });
    }

    @Test
    public void bombsOfAPeerAreSurvived() {
        SplittableRandom random = new SplittableRandom(0);
        History history = History.random(model(), this::mutation, MUTATIONS, random);
        S state = Fold.straight(model(), history.inOrder());
        Noise.bombs().forEach(bomb -> assertSurvived(model(), state, history.next(bomb)));
    }

    @Test
    public void lateMutationsOfATotalModelEndInTheStraightFold() {
        assumeTrue(model().ordering() == Ordering.TOTAL);
        forEachHistory((history, random) -> {
            Model<S> model = model();
            Object straight = seen(model, Fold.straight(model, history.inOrder()));
            for (int i = 0; i < 4; i++) {
                S late = Fold.rewinding(model, history.someCausalOrder(random));
                assertEquals(straight, seen(model, late), "after rewinding");
            }
        });
    }

    @Test
    public void concurrentMutationsOfACausalModelCommute() {
        assumeTrue(model().ordering() == Ordering.CAUSAL);
        forEachHistory((history, random) -> {
            Model<S> model = model();
            Object straight = seen(model, Fold.straight(model, history.inOrder()));
            for (int i = 0; i < 12; i++) {
                S other = Fold.straight(model, history.someCausalOrder(random));
                assertEquals(straight, seen(model, other), "in another causal order");
            }
        });
    }

    @Test
    public void everyArrivalOfASmallHistoryEndsAlike() {
        forEachHistory(FEW_MUTATIONS, (history, random) -> {
            Model<S> model = model();
            boolean total = model.ordering() == Ordering.TOTAL;
            Object straight = seen(model, Fold.straight(model, history.inOrder()));
            history.forEachCausalOrder(order -> {
                S other = total ? Fold.rewinding(model, order) : Fold.straight(model, order);
                assertEquals(straight, seen(model, other), "after another arrival");
            });
        });
    }

    @Test
    public void whatTakesAMutationBackIsUnderstood() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            S now = Fold.straight(model, history.inOrder());
            S before = model.empty();
            for (Mutation mutation : history.inOrder()) {
                assertUndoneOrNot(history, before, mutation, now);
                before = Fold.step(model, before, mutation);
            }
        });
    }

    @Test
    public void takingBackAnyBytesOfAPeerIsSurvived() {
        forEachHistory(FEW_MUTATIONS, (history, random) -> {
            S state = Fold.straight(model(), history.inOrder());
            for (Mutation mutation : history.inOrder()) {
                for (Bytes noise : Noise.near(mutation.data(), random)) {
                    Mutation odd = history.next(noise);
                    assertUndoneOrNot(history, state, odd, Fold.step(model(), state, odd));
                }
            }
        });
    }

    @Test
    public void undoingAllOfOneAuthorRetracesEveryStateAndRedoingToo() {
        assumeTrue(takesSomethingBack(), "the model takes nothing back");
        forEachSeed(random -> {
            LoneAuthor<S> author = new LoneAuthor<>(model());
            List<S> states = new ArrayList<>(List.of(author.state()));
            List<LoneAuthor.Batch<S>> batches = new ArrayList<>();
            for (int i = 0; i < BATCHES; i++) {
                batches.add(author.write(1 + random.nextInt(3), random.nextBoolean(), it -> mutation(it, random)));
                states.add(author.state());
            }
            for (int round = 0; round < 2; round++) {
                for (int i = BATCHES - 1; i >= 0; i--) {
                    batches.set(i, author.takeBack(batches.get(i)));
                    assertBackAt(states.get(i), author.state(), "undo of batch " + i);
                }
                for (int i = 0; i < BATCHES; i++) {
                    batches.set(i, author.takeBack(batches.get(i)));
                    assertBackAt(states.get(i + 1), author.state(), "redo of batch " + i);
                }
            }
        });
    }

    private boolean takesSomethingBack() {
        for (int seed = 0; seed < seeds(); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LoneAuthor<S> author = new LoneAuthor<>(model());
            if (!author.takeBack(author.write(1, true, state -> mutation(state, random)))
                    .steps()
                    .isEmpty()) {
                return true;
            }
        }
        return false;
    }

    private void forEachSeed(Consumer<RandomGenerator> check) {
        for (int seed = 0; seed < seeds(); seed++) {
            try {
                check.accept(new SplittableRandom(seed));
            } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    private void forEachHistory(BiConsumer<History, RandomGenerator> check) {
        forEachHistory(MUTATIONS, check);
    }

    private void forEachHistory(int mutations, BiConsumer<History, RandomGenerator> check) {
        for (int seed = 0; seed < seeds(); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            boolean secretive = seed % 2 == 1 && model().ordering() == Ordering.CAUSAL;
            try {
                History history = secretive
                        ? History.secretive(model(), this::mutation, mutations, random)
                        : History.random(model(), this::mutation, mutations, random);
                check.accept(history, random);
            } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                String authors = secretive ? ", whose authors do not say all that they know: " : ": ";
                throw new AssertionError("seed " + seed + authors + e, e);
            }
        }
    }

    private void assertBackAt(S then, S now, String step) {
        if (!isBackAt(then, now)) {
            fail("after " + step + " people see " + model().properties(now) + " instead of "
                    + model().properties(then));
        }
    }

    private void assertEqualStatesSaveEqually(StateCodec<S> codec, List<S> states) {
        for (S one : states) {
            for (S other : states) {
                if (one.equals(other)) {
                    assertEquals(codec.save(one), codec.save(other), "equal states, unequal bytes");
                }
            }
        }
    }

    private void assertSurvived(Model<S> model, S state, Mutation mutation) {
        Object before = seen(model, state);
        Outcome<S> outcome;
        try {
            outcome = model.apply(state, mutation);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("apply threw on " + mutation.data() + ": " + e, e);
        }
        assertEquals(before, seen(model, state), "the state changed");
        assertEquals(seen(model, state, outcome), seen(model, state, model.apply(state, mutation)), "applied twice");
        outcome.idle()
                .ifPresent(reason -> assertFalse(reason.isBlank() || reason.contains("\n"), "a reason is one line"));
        S after = outcome.after(state);
        model.properties(after);
        model.codec().ifPresent(codec -> {
            Bytes saved = codec.save(after);
            assertEquals(saved, codec.save(codec.load(saved)), "saved and loaded");
        });
    }

    private void assertRefusedOrCanonical(StateCodec<S> codec, Bytes bytes) {
        S state;
        try {
            state = codec.load(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail("load threw something else than IllegalArgumentException on " + bytes, e);
            return;
        }
        assertEquals(bytes, codec.save(state), "load took bytes that save does not make");
    }

    /** Each mutation that is to be written does something when its turn comes; asking changes nothing. */
    private void assertUndoneOrNot(History history, S before, Mutation mutation, S now) {
        Model<S> model = model();
        List<Object> unchanged = List.of(seen(model, before), seen(model, now));
        List<Bytes> back;
        try {
            back = model.undo(before, mutation, now);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("undo threw on " + mutation.data() + ": " + e, e);
        }
        assertEquals(back, model().undo(before, mutation, now), "asked twice");
        assertEquals(unchanged, List.of(seen(model, before), seen(model, now)), "a state changed");
        S state = now;
        for (int i = 0; i < back.size(); i++) {
            Mutation written = history.next(mutation, 2 + i, back.get(i));
            Outcome<S> outcome = model.apply(state, written);
            assertInstanceOf(Outcome.Applied.class, outcome, "what takes " + mutation.data() + " back is ignored");
            state = Fold.step(model, state, written);
        }
    }

    private StateCodec<S> codec() {
        assumeTrue(model().codec().isPresent(), "the model has no codec: the engine saves mutations");
        return model().codec().orElseThrow();
    }

    /** What of {@code state} must be equal where states are. */
    private static <S> Object seen(Model<S> model, S state) {
        return model.codec().<Object>map(codec -> codec.save(state)).orElse(state);
    }

    private static <S> Object seen(Model<S> model, S before, Outcome<S> outcome) {
        return List.of(seen(model, outcome.after(before)), outcome.idle());
    }
}
