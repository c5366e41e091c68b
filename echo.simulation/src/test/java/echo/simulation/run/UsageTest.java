package echo.simulation.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import echo.api.party.Batch;
import echo.api.party.Party;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Users simulate parties with models and work of their own. */
class UsageTest {
    private static final ModelId NOTICE = new ModelId("test.notice", 1, 0);

    /** Shows the last notice: sound where mutations come in the order, and not where they come as they arrive. */
    private record Board(Ordering ordering) implements Model<Bytes> {
        @Override
        public Bytes empty() {
            return Bytes.EMPTY;
        }

        @Override
        public Outcome<Bytes> apply(Bytes state, Mutation mutation) {
            return Outcome.applied(mutation.data());
        }

        @Override
        public Optional<StateCodec<Bytes>> codec() {
            return Optional.of(StateCodec.of(state -> state, saved -> saved));
        }

        @Override
        public <H> Optional<H> handle(Class<H> kind, ItemEditor<Bytes> editor) {
            Pin pin = text -> editor.mutate(Bytes.utf8(text));
            return kind == Pin.class ? Optional.of(kind.cast(pin)) : Optional.empty();
        }
    }

    /** What users do with a board. */
    @FunctionalInterface
    private interface Pin {
        void put(String text);
    }

    /** People who put up notices, all on the first board. */
    private static final class Notices implements Workload {
        private Optional<ItemId> board = Optional.empty();
        private int written;

        @Override
        public void write(Party party, Batch batch, SplittableRandom random) {
            if (board.filter(id -> party.view().item(id).isPresent()).isEmpty()) {
                board = Optional.of(batch.create(NOTICE.type(), ItemId.ROOT));
            }
            batch.edit(board.get(), Pin.class).put("notice " + written++);
        }
    }

    private static Optional<String> failure(Ordering ordering) {
        SortedMap<ModelId, Model<?>> models = new TreeMap<>();
        models.put(NOTICE, new Board(ordering));
        return Play.of(Plan.of(1, 3, 60, List.of()), new Usage(models, Notices::new))
                .failure();
    }

    @Test
    void aSoundModelKeepsAllPromises() {
        assertEquals(Optional.empty(), failure(Ordering.TOTAL));
    }

    @Test
    void aModelWhoseStateHangsOnArrivalIsCaught() {
        assertTrue(failure(Ordering.CAUSAL).orElse("").startsWith("P1"), failure(Ordering.CAUSAL)::toString);
    }
}
