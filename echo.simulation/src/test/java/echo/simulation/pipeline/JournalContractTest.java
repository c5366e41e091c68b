package echo.simulation.pipeline;

import echo.api.Bytes;
import echo.api.model.Model;
import echo.simulation.contract.ModelContract;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;

/** The journals are models like any other. */
class JournalContractTest {
    private abstract static class JournalContract extends ModelContract<List<String>> {
        @Override
        protected Bytes mutation(List<String> state, RandomGenerator random) {
            return Bytes.utf8(random.nextInt(8) == 0 ? "" : "word " + random.nextInt(9));
        }

        @Override
        protected int seeds() {
            return 10;
        }
    }

    @Nested
    class InOrder extends JournalContract {
        @Override
        protected Model<List<String>> model() {
            return Journal.IN_ORDER;
        }
    }

    @Nested
    class Sorted extends JournalContract {
        @Override
        protected Model<List<String>> model() {
            return Journal.SORTED;
        }
    }

    @Nested
    class Unsaved extends JournalContract {
        @Override
        protected Model<List<String>> model() {
            return Journal.UNSAVED;
        }
    }
}
