package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every model must do for its items to be equal on all peers (P1, P3, P6, P7). Extend it, give the model and a generator
 * of mutations, and run it as a JUnit test. Each check runs over many seeds; a failure names its seed.
 *
 * <p>States should be values: the check of canonical saving compares those that are {@code equals}.
 *
 * @param <S> the model's state
 */
public abstract class ModelContract<S> {
    private static final int MUTATIONS = 24;

    /** A model under test; the same or a new one at each call. */
    protected abstract Model<S> model();

    /** A mutation that a user of an item in this state might write; mostly a sensible one. Only {@code random} decides. */
    protected abstract Bytes mutation(S state, RandomGenerator random);

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
                String once = describe(model, model.apply(state, mutation));
                assertEquals(once, describe(model, model.apply(state, mutation)), "applied twice");
                assertEquals(once, describe(model(), model().apply(state, mutation)), "applied by another instance");
                state = Fold.step(model, state, mutation);
            }
        });
    }

    @Test
    public void aStateNeverChangesOnceItIsGivenOut() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            List<S> states = new ArrayList<>(List.of(model.empty()));
            List<Bytes> saves = new ArrayList<>(List.of(save(model, model.empty())));
            for (Mutation mutation : history.inOrder()) {
                S next = Fold.step(model, states.get(states.size() - 1), mutation);
                states.add(next);
                saves.add(save(model, next));
            }
            assertEquals(saves, states.stream().map(state -> save(model, state)).toList());
        });
    }

    @Test
    public void equalStatesHaveEqualBytesHoweverTheyWereReached() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            List<S> states = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                List<Mutation> few = new ArrayList<>(history.inOrder().subList(0, 1 + i / 2));
                Collections.shuffle(few, new Random(random.nextLong()));
                S state = Fold.straight(model, few);
                states.add(state);
                states.add(load(model, save(model, state)));
            }
            assertEqualStatesSaveEqually(model, states);
        });
    }

    @Test
    public void aLoadedStateIsTheSavedOneAndGoesOnAlike() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            S kept = model.empty();
            S loaded = model.empty();
            for (Mutation mutation : history.inOrder()) {
                if (random.nextBoolean()) {
                    loaded = load(model, save(model, loaded));
                }
                assertEquals(
                        describe(model, model.apply(kept, mutation)), describe(model, model.apply(loaded, mutation)));
                kept = Fold.step(model, kept, mutation);
                loaded = Fold.step(model, loaded, mutation);
            }
            assertEquals(save(model, kept), save(model, load(model, save(model, kept))));
        });
    }

    @Test
    public void bytesThatSaveNeverMadeAreRefused() {
        forEachHistory((history, random) -> {
            Model<S> model = model();
            Bytes saved = save(model, Fold.straight(model, history.inOrder()));
            Noise.near(saved, random).forEach(noise -> assertRefusedOrCanonical(model, noise));
        });
        Noise.bombs().forEach(bomb -> assertRefusedOrCanonical(model(), bomb));
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
            Bytes straight = save(model, Fold.straight(model, history.inOrder()));
            for (int i = 0; i < 4; i++) {
                S late = Fold.rewinding(model, history.someCausalOrder(random));
                assertEquals(straight, save(model, late), "after rewinding");
            }
        });
    }

    @Test
    public void concurrentMutationsOfACausalModelCommute() {
        assumeTrue(model().ordering() == Ordering.CAUSAL);
        forEachHistory((history, random) -> {
            Model<S> model = model();
            Bytes straight = save(model, Fold.straight(model, history.inOrder()));
            for (int i = 0; i < 12; i++) {
                S other = Fold.straight(model, history.someCausalOrder(random));
                assertEquals(straight, save(model, other), "in another causal order");
            }
        });
    }

    private void forEachHistory(BiConsumer<History, RandomGenerator> check) {
        for (int seed = 0; seed < seeds(); seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            try {
                History history = History.random(model(), this::mutation, MUTATIONS, random);
                check.accept(history, random);
            } catch (AssertionError | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    private void assertEqualStatesSaveEqually(Model<S> model, List<S> states) {
        for (S one : states) {
            for (S other : states) {
                if (one.equals(other)) {
                    assertEquals(save(model, one), save(model, other), "equal states, unequal bytes");
                }
            }
        }
    }

    private void assertSurvived(Model<S> model, S state, Mutation mutation) {
        Bytes before = save(model, state);
        Outcome<S> outcome;
        try {
            outcome = model.apply(state, mutation);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw new AssertionError("apply threw on " + mutation.data() + ": " + e, e);
        }
        assertEquals(before, save(model, state), "the state changed");
        String described = describe(model, outcome);
        assertEquals(described, describe(model, model.apply(state, mutation)), "applied twice");
        if (outcome instanceof Outcome.Ignored<S> ignored) {
            assertFalse(ignored.reason().isBlank() || ignored.reason().contains("\n"), "a reason is one line");
        } else if (outcome instanceof Outcome.Applied<S> applied) {
            Bytes saved = save(model, applied.state());
            assertEquals(saved, save(model, load(model, saved)), "saved and loaded");
        }
    }

    private void assertRefusedOrCanonical(Model<S> model, Bytes bytes) {
        S state;
        try {
            state = load(model, bytes);
        } catch (IllegalArgumentException refused) {
            return;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            fail("load threw something else than IllegalArgumentException on " + bytes, e);
            return;
        }
        assertEquals(bytes, save(model, state), "load took bytes that save does not make");
    }

    private String describe(Model<S> model, Outcome<S> outcome) {
        if (outcome instanceof Outcome.Ignored<S> ignored) {
            return "ignored: " + ignored.reason();
        }
        return "applied: " + save(model, ((Outcome.Applied<S>) outcome).state()).toHex();
    }

    private static <S> Bytes save(Model<S> model, S state) {
        return model.codec().orElseThrow().save(state);
    }

    private static <S> S load(Model<S> model, Bytes saved) {
        return model.codec().orElseThrow().load(saved);
    }
}
