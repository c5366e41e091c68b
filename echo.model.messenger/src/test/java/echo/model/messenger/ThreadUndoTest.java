package echo.model.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ItemEditor;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** What taking a mutation of a thread back does, alone and among others' (docs/format.md, "Taking back a thread mutation"). */
class ThreadUndoTest {
    private static final int SEEDS = 1_000;

    private final Replica ann = new Replica(1);
    private final Replica bob = new Replica(2);

    /** One member's copy of a thread. */
    private static final class Replica implements ItemEditor<ThreadState> {
        private static final MessengerModel MODEL = new MessengerModel();

        private final FeedKey feed;
        private final List<Mutation> mutations = new ArrayList<>();

        Replica(int member) {
            feed = new FeedKey(Bytes.hex("0" + member + "00".repeat(31)));
        }

        ThreadItem thread() {
            return MODEL.handle(ThreadItem.class, this).orElseThrow();
        }

        MemberKey member() {
            return new MemberKey(feed.bytes());
        }

        Mutation last() {
            return mutations.get(mutations.size() - 1);
        }

        MessageId message(int index) {
            return thread().messages().get(index).id();
        }

        @Override
        public ThreadState state() {
            return without(mutation -> false);
        }

        ThreadState without(Predicate<Mutation> left) {
            ThreadState state = MODEL.empty();
            for (Mutation mutation : mutations) {
                if (!left.test(mutation) && MODEL.apply(state, mutation) instanceof Outcome.Applied<ThreadState> next) {
                    state = next.state();
                }
            }
            return state;
        }

        @Override
        public void mutate(Bytes data) {
            long lamport = mutations.isEmpty() ? 1 : 1 + last().position().lamport();
            mutations.add(new Mutation(new Position(lamport, feed, 0), member(), 0, data));
        }

        Optional<Mutation> undo(Mutation mutation) {
            ThreadState before = without(it -> it.position().compareTo(mutation.position()) >= 0);
            List<Bytes> back = MODEL.undo(before, mutation, state());
            back.forEach(this::mutate);
            return back.isEmpty() ? Optional.empty() : Optional.of(last());
        }

        void receive(Replica other) {
            other.mutations.stream().filter(it -> !mutations.contains(it)).forEach(mutations::add);
            mutations.sort(Comparator.comparing(Mutation::position));
        }
    }

    @Test
    void aPostIsRemovedAndComesBackAsItWas() {
        ann.thread().post("hello");
        Mutation post = ann.last();
        ann.thread().edit(ann.message(0), "hello!");
        heal();
        bob.thread().react(bob.message(0), "👋");
        heal();
        List<ThreadMessage> before = ann.thread().messages();
        Mutation undone = ann.undo(post).orElseThrow();
        assertEquals(List.of(), ann.thread().messages());
        assertEquals(Optional.empty(), ann.undo(post));
        ann.undo(undone);
        assertEquals(before, ann.thread().messages());
    }

    @Test
    void anEditGivesTheTextBeforeUnlessThereIsALaterOne() {
        ann.thread().post("one");
        ann.thread().edit(ann.message(0), "two");
        Mutation second = ann.last();
        ann.thread().edit(ann.message(0), "three");
        Mutation third = ann.last();
        assertEquals(Optional.empty(), ann.undo(second));
        Mutation undone = ann.undo(third).orElseThrow();
        assertEquals(List.of("two"), texts(ann));
        ann.undo(undone);
        assertEquals(List.of("three"), texts(ann));
    }

    @Test
    void aReactionIsToggled() {
        ann.thread().post("news");
        ann.thread().react(ann.message(0), "👍");
        Mutation reaction = ann.last();
        Mutation undone = ann.undo(reaction).orElseThrow();
        assertEquals(0, ann.thread().messages().get(0).count("👍"));
        ann.undo(undone);
        assertEquals(1, ann.thread().messages().get(0).count("👍"));
    }

    @Test
    void whatDidNothingHasNothingToTakeBack() {
        ann.thread().post("Ann's");
        heal();
        bob.thread().edit(bob.message(0), "Bob's");
        assertEquals(Optional.empty(), bob.undo(bob.last()));
        bob.thread().markRead(bob.message(0));
        assertEquals(Optional.empty(), bob.undo(bob.last()));
    }

    /**
     * All is as if the undone command had never been, whatever others did apart from it; only that a text was once replaced
     * still shows. And by the undo of the undo all is as if it had not been taken back.
     */
    @Test
    void anUndoneCommandLeavesWhatOthersDid() {
        int undone = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Replica one = new Replica(random.nextBoolean() ? 1 : 3);
            Replica other = new Replica(2);
            one.thread().post("first");
            for (int i = random.nextInt(20); i > 0; i--) {
                other.receive(one);
                one.receive(other);
                command(random.nextBoolean() ? one : other, random);
            }
            one.receive(other);
            other.receive(one);
            command(one, random);
            Mutation command = one.last();
            for (int i = random.nextInt(6); i > 0; i--) {
                command(other, random);
            }
            one.receive(other);
            List<String> kept = seen(one.state());
            List<String> without = seen(one.without(command::equals));
            Optional<Mutation> back = one.undo(command);
            if (back.isPresent()) {
                undone++;
                assertEquals(without, seen(one.state()), "seed " + seed);
                one.undo(back.get());
            }
            assertEquals(kept, seen(one.state()), "redone, seed " + seed);
        }
        assertEquals(true, undone > SEEDS / 2, undone + " undone");
    }

    private static void command(Replica replica, RandomGenerator random) {
        ThreadItem thread = replica.thread();
        List<ThreadMessage> messages = thread.messages();
        if (messages.isEmpty()) {
            thread.post("text " + random.nextInt(99));
            return;
        }
        MessageId some = messages.get(random.nextInt(messages.size())).id();
        switch (random.nextInt(7)) {
            case 0 -> thread.post("text " + random.nextInt(99));
            case 1 -> thread.answer(some, "answer " + random.nextInt(99));
            case 2 -> thread.edit(some, "edit " + random.nextInt(99));
            case 3 -> thread.remove(some);
            case 4 -> thread.react(some, "+" + random.nextInt(2));
            case 5 -> thread.unreact(some, "+" + random.nextInt(2));
            default -> thread.markRead(some);
        }
    }

    private static List<String> seen(ThreadState state) {
        List<String> seen = new ArrayList<>();
        for (Message message : state.inOrder()) {
            seen.add(message.posting() + " " + message.text() + " " + message.reactions());
        }
        seen.add(state.marks().toString());
        return seen;
    }

    private static List<String> texts(Replica replica) {
        return replica.thread().messages().stream().map(ThreadMessage::text).toList();
    }

    private void heal() {
        ann.receive(bob);
        bob.receive(ann);
    }
}
