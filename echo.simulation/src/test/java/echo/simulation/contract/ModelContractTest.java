package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.opentest4j.TestAbortedException;

/** The contract lets a right model pass, and catches each way of being wrong that it is there for. */
class ModelContractTest {
    @Test
    void aRightModelPasses() {
        ModelContract<Collection<String>> contract = WordsModel.contract(new WordsModel());
        for (Consumer<ModelContract<?>> check : ModelContractTest.checks()) {
            assertDoesNotThrow(orAborted(() -> check.accept(contract)));
        }
    }

    @Test
    void aRightModelWithoutACodecPasses() {
        ModelContract<Collection<String>> contract = WordsModel.contract(new UnsavedModel());
        for (Consumer<ModelContract<?>> check : ModelContractTest.checks()) {
            assertDoesNotThrow(orAborted(() -> check.accept(contract)));
        }
    }

    @Test
    void aModelWithoutACodecIsCaughtTooWhenItIsWrong() {
        assertCaught(
                new UnsavedModel() {
                    @Override
                    Collection<String> with(Collection<String> state, String word) {
                        return super.with(empty(), word);
                    }
                },
                ModelContract::concurrentMutationsOfACausalModelCommute);
        assertCaught(
                new UnsavedModel() {
                    @Override
                    Collection<String> with(Collection<String> state, String word) {
                        state.add(word);
                        return state;
                    }
                },
                ModelContract::aStateNeverChangesOnceItIsGivenOut);
    }

    @Test
    void aModelThatThrowsWhenItIsToTakeBytesBackIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            public List<Bytes> undo(Collection<String> before, Mutation mutation, Collection<String> now) {
                return before.contains(mutation.data().toUtf8().substring(0, 2)) ? List.of() : List.of(mutation.data());
            }
        };
        assertCaught(spoiled, ModelContract::takingBackAnyBytesOfAPeerIsSurvived);
    }

    @Test
    void aModelThatTakesBackWithWhatItDoesNotUnderstandIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            public List<Bytes> undo(Collection<String> before, Mutation mutation, Collection<String> now) {
                return List.of(Bytes.utf8("-" + mutation.data().toUtf8()));
            }
        };
        assertCaught(spoiled, ModelContract::whatTakesAMutationBackIsUnderstood);
    }

    @Test
    void aModelWhoseMutationsDoNotCommuteInOneOfAllOrdersIsCaught() {
        assertCaught(new LastWordModel(Ordering.CAUSAL), ModelContract::everyArrivalOfASmallHistoryEndsAlike);
    }

    @Test
    void aModelThatWritesIntoItsStateIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            Collection<String> with(Collection<String> state, String word) {
                state.add(word);
                return state;
            }
        };
        assertCaught(spoiled, ModelContract::aStateNeverChangesOnceItIsGivenOut);
    }

    @Test
    void aModelThatRemembersIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            private int applied;

            @Override
            Collection<String> with(Collection<String> state, String word) {
                return ++applied % 5 == 0 ? state : super.with(state, word);
            }
        };
        assertCaught(spoiled, ModelContract::theSameMutationOnTheSameStateGivesTheSameOutcome);
    }

    @Test
    void aModelThatSavesInTheOrderOfArrivalIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            public Collection<String> empty() {
                return new LinkedHashSet<>();
            }

            @Override
            Collection<String> with(Collection<String> state, String word) {
                Collection<String> words = new LinkedHashSet<>(state);
                words.add(word);
                return words;
            }
        };
        assertCaught(spoiled, ModelContract::equalStatesHaveEqualBytesHoweverTheyWereReached);
    }

    @Test
    void aModelThatThrowsOnAPeersBytesIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            public Outcome<Collection<String>> apply(Collection<String> state, Mutation mutation) {
                return Outcome.applied(with(state, mutation.data().toUtf8().substring(1, 2)));
            }
        };
        assertCaught(spoiled, ModelContract::anyBytesOfAPeerAreSurvived);
    }

    @Test
    void aModelThatForgetsWhenSavedIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            Collection<String> load(Bytes saved) {
                Collection<String> words = super.load(saved);
                words.remove("aa");
                return words;
            }
        };
        assertCaught(spoiled, ModelContract::aLoadedStateIsTheSavedOneAndGoesOnAlike);
    }

    @Test
    void aModelThatLoadsWhatIsNotASaveIsCaught() {
        Model<Collection<String>> spoiled = new WordsModel() {
            @Override
            Collection<String> load(Bytes saved) {
                Collection<String> words = empty();
                words.addAll(List.of(saved.toUtf8().split(" ")));
                return words;
            }
        };
        assertCaught(spoiled, ModelContract::bytesThatSaveNeverMadeAreRefused);
    }

    @Test
    void aCausalModelThatDependsOnTheOrderIsCaught() {
        Model<Collection<String>> spoiled = new LastWordModel(Ordering.CAUSAL);
        assertCaught(spoiled, ModelContract::concurrentMutationsOfACausalModelCommute);
        assertDoesNotThrow(orAborted(
                WordsModel.contract(new LastWordModel(Ordering.TOTAL))
                        ::lateMutationsOfATotalModelEndInTheStraightFold));
    }

    /** A text that inserts beside letters, or a graph that joins what is there, is easily made so. */
    @Test
    void aCausalModelThatForgetsWhatNamesSomethingLaterIsCaught() {
        LinkedWordsModel forgets = new LinkedWordsModel(false);
        for (Consumer<ModelContract<?>> check : List.<Consumer<ModelContract<?>>>of(
                ModelContract::concurrentMutationsOfACausalModelCommute,
                ModelContract::everyArrivalOfASmallHistoryEndsAlike)) {
            assertThrows(AssertionError.class, () -> check.accept(forgets.contract()));
        }
    }

    @Test
    void aCausalModelThatKeepsWhatNamesSomethingLaterPasses() {
        LinkedWordsModel keeps = new LinkedWordsModel(true);
        for (Consumer<ModelContract<?>> check : checks()) {
            assertDoesNotThrow(orAborted(() -> check.accept(keeps.contract())));
        }
    }

    /** What comes back under another name is easily not found when what brought it first is taken back, too. */
    @Test
    void aModelThatDoesNotRetraceItsStatesIsCaught() {
        ModelContract<?> loses = new NamedWordsModel(false).contract();
        assertThrows(AssertionError.class, loses::undoingAllOfOneAuthorRetracesEveryStateAndRedoingToo);
        assertDoesNotThrow(loses::whatTakesAMutationBackIsUnderstood);
    }

    @Test
    void aModelThatRetracesItsStatesPasses() {
        ModelContract<?> finds = new NamedWordsModel(true).contract();
        assertDoesNotThrow(finds::undoingAllOfOneAuthorRetracesEveryStateAndRedoingToo);
        for (Consumer<ModelContract<?>> check : checks()) {
            assertDoesNotThrow(orAborted(() -> check.accept(finds)));
        }
    }

    private static class UnsavedModel extends WordsModel {
        @Override
        public Optional<StateCodec<Collection<String>>> codec() {
            return Optional.empty();
        }
    }

    private static final class LastWordModel extends WordsModel {
        private final Ordering ordering;

        LastWordModel(Ordering ordering) {
            this.ordering = ordering;
        }

        @Override
        public Ordering ordering() {
            return ordering;
        }

        @Override
        Collection<String> with(Collection<String> state, String word) {
            return super.with(empty(), word);
        }
    }

    private static List<Consumer<ModelContract<?>>> checks() {
        return List.of(
                ModelContract::theSameMutationOnTheSameStateGivesTheSameOutcome,
                ModelContract::aStateNeverChangesOnceItIsGivenOut,
                ModelContract::equalStatesHaveEqualBytesHoweverTheyWereReached,
                ModelContract::aLoadedStateIsTheSavedOneAndGoesOnAlike,
                ModelContract::bytesThatSaveNeverMadeAreRefused,
                ModelContract::anyBytesOfAPeerAreSurvived,
                ModelContract::bombsOfAPeerAreSurvived,
                ModelContract::lateMutationsOfATotalModelEndInTheStraightFold,
                ModelContract::concurrentMutationsOfACausalModelCommute,
                ModelContract::everyArrivalOfASmallHistoryEndsAlike,
                ModelContract::whatTakesAMutationBackIsUnderstood,
                ModelContract::takingBackAnyBytesOfAPeerIsSurvived,
                ModelContract::undoingAllOfOneAuthorRetracesEveryStateAndRedoingToo);
    }

    private static void assertCaught(Model<Collection<String>> spoiled, Consumer<ModelContract<?>> check) {
        assertThrows(AssertionError.class, () -> check.accept(WordsModel.contract(spoiled)));
    }

    private static Executable orAborted(Executable check) {
        return () -> {
            try {
                check.execute();
            } catch (TestAbortedException otherOrdering) {
                // The check is for models of the other ordering.
            }
        };
    }
}
