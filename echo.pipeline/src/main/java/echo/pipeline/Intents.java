package echo.pipeline;

import echo.api.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * What waits to be sealed into one feed.
 *
 * @param tokens by which who intends it knows each
 * @param bodies of the messages, one for each token
 */
record Intents(List<Long> tokens, List<Bytes> bodies) {
    /** Those of at most {@code most} bytes; of each of the others {@code outcomes} says that it is not sealed. */
    Intents within(int most, List<Effect> outcomes) {
        Intents within = new Intents(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < bodies.size(); i++) {
            int size = bodies.get(i).size();
            if (size > most) {
                String reason = "it has " + size + " bytes, more than the " + most + " that a message may have";
                outcomes.add(new Effect.Unsealed(tokens.get(i), reason));
            } else {
                within.tokens.add(tokens.get(i));
                within.bodies.add(bodies.get(i));
            }
        }
        return within;
    }
}
