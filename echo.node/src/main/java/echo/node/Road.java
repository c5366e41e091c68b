package echo.node;

import echo.api.PartyKey;
import echo.api.feed.Run;
import java.util.function.Supplier;

/** Takes the notes of a party's way from intent to query: one for each step. Any thread. */
@FunctionalInterface
public interface Road {
    /** The parts of the road, in order. */
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

    /** What can happen on the road. Each kind can be counted; a line says what happened this time. */
    enum Step {
        /** An application wrote a batch. */
        INTENDED(Verb.INTEND),
        /** A run of this device's own was signed. */
        SEALED(Verb.SEAL),
        /** A write was refused before it was sealed. */
        UNSEALED(Verb.SEAL),
        /** A run was appended to the store. */
        KEPT(Verb.KEEP),
        /** The store was read and the party made of it. */
        RESTORED(Verb.KEEP),
        /** What was damaged of the store was set aside. */
        REPAIRED(Verb.KEEP),
        /** After the store was set back, this device has all that it wrote, as far as peers know. */
        COMPARED(Verb.KEEP),
        /** The store is out of order; it will be opened again. */
        STORE_FAILED(Verb.KEEP),
        /** Members know each other: sync begins. */
        SESSION_BEGUN(Verb.SHARE),
        SESSION_ENDED(Verb.SHARE),
        /** Blocks were sent to a peer. */
        SHARED(Verb.SHARE),
        /** A peer's run was taken. */
        VERIFIED(Verb.VERIFY),
        /** A peer's run was refused. */
        REFUSED(Verb.VERIFY),
        /** A peer's run and the store show two branches of a feed. */
        FORKED(Verb.VERIFY),
        /** A peer's run could not be taken now. */
        POSTPONED(Verb.VERIFY),
        /** Messages took their places. */
        ORDERED(Verb.ORDER),
        /** Messages wait for what they depend on. */
        HELD(Verb.ORDER),
        /** What was known turned out to be otherwise: the party is made anew from its store. */
        STARTED_ANEW(Verb.ORDER),
        /** Operations were applied, none that was late. */
        APPLIED(Verb.APPLY),
        /** Late operations took their places before some that were applied already. */
        REWOUND(Verb.APPLY),
        /** Somebody looked. */
        ASKED(Verb.ASK);

        private final Verb verb;

        Step(Verb verb) {
            this.verb = verb;
        }

        /** The part of the road that it is on. */
        public Verb verb() {
            return verb;
        }
    }

    /** Notes a step. {@code line} is made only if somebody reads it. */
    void note(Step step, PartyKey party, Supplier<String> line);

    /** Notes {@code line}, which somebody should read: the party's store is out of order. */
    default void alarm(PartyKey party, String line) {
        note(Step.STORE_FAILED, party, () -> line);
    }

    /** The blocks of {@code run}, for people. */
    static String blocks(Run run) {
        return "feed " + run.head().feed().shortHex() + " blocks " + run.from() + "…"
                + (run.head().extent().length() - 1);
    }
}
