package echo.node;

import echo.api.PartyKey;
import java.util.function.Supplier;

/** Takes the notes of a party's way from intent to query: one line per step, in eight verbs. Any thread. */
@FunctionalInterface
public interface Road {
    /** The steps of the road, in order. */
    enum Verb {
        INTEND,
        SEAL,
        KEEP,
        SHARE,
        VERIFY,
        ORDER,
        APPLY,
        ASK
    }

    /** Notes {@code line}, which is made only if somebody reads it. */
    void note(Verb verb, PartyKey party, Supplier<String> line);

    /** Notes {@code line}, which somebody should read: the party's store is out of order. */
    default void alarm(PartyKey party, String line) {
        note(Verb.KEEP, party, () -> line);
    }
}
