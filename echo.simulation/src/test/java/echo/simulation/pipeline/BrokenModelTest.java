package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.Ordering;
import echo.api.model.Outcome;
import echo.api.model.StateCodec;
import echo.codec.Operation.Create;
import echo.codec.Operation.Mutate;
import echo.pipeline.Effect;
import echo.pipeline.Event;
import echo.simulation.pipeline.Cast.Person;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A model that throws, though none may, spoils its own item and nothing else (P3). */
class BrokenModelTest {
    private static final ModelId BROKEN = new ModelId("test.broken", 1, 0);
    private static final Bytes NONCE = Bytes.hex("0000000000000001");

    private static final class Broken implements Model<Bytes> {
        @Override
        public Ordering ordering() {
            return Ordering.TOTAL;
        }

        @Override
        public Bytes empty() {
            return Bytes.EMPTY;
        }

        @Override
        public Outcome<Bytes> apply(Bytes state, Mutation mutation) {
            if (mutation.data().isEmpty()) {
                throw new IllegalStateException("not written with care");
            }
            return Outcome.applied(mutation.data());
        }

        @Override
        public Optional<StateCodec<Bytes>> codec() {
            return Optional.of(StateCodec.of(state -> state, saved -> saved));
        }
    }

    @Test
    void whatItThrowsAtIsPassedOverAndTheNextWriteGoesOn() {
        Cast cast = new Cast();
        Person alice = cast.person("alice");
        Desk desk = new Desk(cast, alice).state(cast.genesis(alice));
        desk.handle(new Event.ModelAdded(BROKEN, new Broken()));
        ItemId item = ItemId.of(alice.data(), NONCE);
        desk.write(new Create(NONCE, BROKEN, ItemId.ROOT));
        desk.write(new Mutate(item, Bytes.EMPTY));
        desk.write(new Mutate(item, Bytes.utf8("x")));
        assertEquals(3, desk.engine().applied().totalLength());
        assertEquals(
                3,
                desk.effects().stream()
                        .filter(effect -> effect instanceof Effect.Sealed sealed && sealed.token() == 2)
                        .count());
    }
}
