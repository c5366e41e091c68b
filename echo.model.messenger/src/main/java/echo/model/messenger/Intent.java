package echo.model.messenger;

import echo.api.item.MessageId;
import echo.api.item.ThreadMessage;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import java.util.Optional;
import java.util.function.Function;

/** What a member wants of a thread: the meaning of one mutation. */
sealed interface Intent {
    /** What becomes of {@code thread} when {@code mutation} brings this intent. */
    Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation);

    /**
     * What takes this intent back, which {@code mutation} brought to {@code before}, if {@code now} still shows what it did.
     */
    Optional<Intent> undo(ThreadState before, Mutation mutation, ThreadState now);

    /** Appends a message. */
    record Post(String text) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            MessageId id = new MessageId(mutation.position());
            return Outcome.applied(
                    thread.with(new ThreadMessage(id, mutation.author(), mutation.timeMs(), text, false)));
        }

        @Override
        public Optional<Intent> undo(ThreadState before, Mutation mutation, ThreadState now) {
            MessageId id = new MessageId(mutation.position());
            return now.messages().get(id).map(message -> new Remove(id));
        }
    }

    /** Replaces the text of one's own message. */
    record Edit(MessageId message, String text) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            return own(
                    thread,
                    message,
                    mutation,
                    old -> thread.with(new ThreadMessage(old.id(), old.author(), old.timeMs(), text, true)));
        }

        @Override
        public Optional<Intent> undo(ThreadState before, Mutation mutation, ThreadState now) {
            return now.messages()
                    .get(message)
                    .filter(shown -> shown.text().equals(text))
                    .flatMap(shown -> before.messages().get(message))
                    .map(old -> new Edit(message, old.text()));
        }
    }

    /** Removes one's own message. */
    record Remove(MessageId message) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            return own(thread, message, mutation, old -> thread.without(old.id()));
        }

        /** What was removed cannot come back under its name. */
        @Override
        public Optional<Intent> undo(ThreadState before, Mutation mutation, ThreadState now) {
            return Optional.empty();
        }
    }

    private static Outcome<ThreadState> own(
            ThreadState thread, MessageId id, Mutation mutation, Function<ThreadMessage, ThreadState> then) {
        ThreadMessage message = thread.messages().get(id).orElse(null);
        if (message == null) {
            return Outcome.ignored("the thread has no such message, or no longer");
        }
        return message.author().equals(mutation.author())
                ? Outcome.applied(then.apply(message))
                : Outcome.ignored("only its author can change a message");
    }
}
