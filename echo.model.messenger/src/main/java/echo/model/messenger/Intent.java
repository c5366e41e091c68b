package echo.model.messenger;

import echo.api.Limits;
import echo.api.item.MessageId;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.api.model.PersistentMap;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a member wants of a thread: the meaning of one mutation. */
sealed interface Intent {
    /** Why an intent about a message that is not there is ignored. */
    String NO_SUCH_MESSAGE = "the thread has no such message, or no longer";

    /** What becomes of {@code thread} when {@code mutation} brings this intent. */
    Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation);

    /**
     * What would end what this intent did, if anything can.
     *
     * @param mutation the one that brought this intent
     * @param before the thread that it was applied to
     * @param now the thread as it is
     */
    Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now);

    /**
     * Appends a message.
     *
     * @param answers the message that it answers, which the thread need not have; or null
     */
    record Post(String text, @Nullable MessageId answers) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            MessageId id = new MessageId(mutation.position());
            Posting posting = new Posting(id, mutation.author(), mutation.timeMs(), answers);
            return Outcome.applied(thread.shown(new Message(posting, text, false, PersistentMap.empty())));
        }

        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.of(new Remove(new MessageId(mutation.position())));
        }
    }

    /** Replaces the text of one's own message. */
    record Edit(MessageId message, String text) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            return own(thread.find(message), mutation, old -> thread.with(old.edited(text)));
        }

        /** The text before, unless it was replaced again since. */
        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return now.find(message)
                    .filter(it -> it.text().equals(text))
                    .flatMap(it -> before.find(message))
                    .filter(it -> !it.text().equals(text))
                    .map(it -> new Edit(message, it.text()));
        }
    }

    /** Stops showing one's own message. */
    record Remove(MessageId message) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            return own(thread.messages().get(message), mutation, thread::hidden);
        }

        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.of(new Restore(message));
        }
    }

    /** Shows one's own removed message again. */
    record Restore(MessageId message) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            return own(thread.removed().get(message), mutation, thread::shown);
        }

        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.of(new Remove(message));
        }
    }

    /** Adds the member's reaction to a message. */
    record React(MessageId message, String text) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            Optional<Message> found = thread.find(message);
            if (found.isEmpty()) {
                return Outcome.ignored(NO_SUCH_MESSAGE);
            }
            Reaction reaction = new Reaction(text, mutation.author());
            if (found.get().has(reaction)) {
                return Outcome.ignored("the member reacts so already");
            }
            return found.get().isFullFor(mutation.author())
                    ? Outcome.ignored(
                            "a member has at most " + Limits.REACTIONS_OF_A_MEMBER + " reactions to a message")
                    : Outcome.applied(thread.with(found.get().with(reaction)));
        }

        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.of(new Unreact(message, text));
        }
    }

    /** Takes the member's reaction to a message away. */
    record Unreact(MessageId message, String text) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            Reaction reaction = new Reaction(text, mutation.author());
            return thread.find(message)
                    .filter(it -> it.has(reaction))
                    .map(it -> Outcome.applied(thread.with(it.without(reaction))))
                    .orElse(Outcome.ignored("the member has no such reaction there, or no longer"));
        }

        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.of(new React(message, text));
        }
    }

    /** Marks everything up to a message as read by the member. */
    record Read(MessageId message) implements Intent {
        @Override
        public Outcome<ThreadState> applyTo(ThreadState thread, Mutation mutation) {
            if (thread.find(message).isEmpty()) {
                return Outcome.ignored(NO_SUCH_MESSAGE);
            }
            Optional<MessageId> mark = thread.marks().get(mutation.author());
            return mark.isPresent() && mark.get().compareTo(message) >= 0
                    ? Outcome.ignored("the member has read as far already")
                    : Outcome.applied(thread.read(mutation.author(), message));
        }

        /** Nothing: a mark never goes back. */
        @Override
        public Optional<Intent> undo(Mutation mutation, ThreadState before, ThreadState now) {
            return Optional.empty();
        }
    }

    private static Outcome<ThreadState> own(
            Optional<Message> message, Mutation mutation, Function<Message, ThreadState> then) {
        if (message.isEmpty()) {
            return Outcome.ignored(NO_SUCH_MESSAGE);
        }
        return message.get().posting().author().equals(mutation.author())
                ? Outcome.applied(then.apply(message.get()))
                : Outcome.ignored("only its author can change a message");
    }
}
