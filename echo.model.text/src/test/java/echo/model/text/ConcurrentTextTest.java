package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.item.TextItem;
import echo.api.model.Mutation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P1 for texts that 2 to 5 writers edit at once: whatever the causal order of arrival, all agree with each other, to the byte, and
 * with {@link PlainFugue}.
 */
class ConcurrentTextTest {
    private static final int HISTORIES = 40;
    private static final String[] INSERTED = {"a", "b", "xyz", "🙂", "e\u0301", "one two three", "\n"};

    private final TextModel model = new TextModel();

    /** A message, as the model's mutations and as the reference's edits. */
    private record Message(List<Mutation> mutations, List<PlainFugue.Edit> edits, BitSet known) {}

    /** A peer that runs both. */
    private static final class Peer {
        final int number;
        final Writer writer;
        final PlainFugue reference = new PlainFugue();
        final BitSet known = new BitSet();
        long lamport;

        Peer(int number) {
            this.number = number;
            this.writer = new Writer(number);
        }

        void hear(int index, Message message) {
            writer.hear(message.mutations);
            message.edits.forEach(reference::hear);
            message.mutations.forEach(
                    mutation -> lamport = Math.max(lamport, mutation.position().lamport()));
            known.set(index);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void everyOrderOfArrivalGivesTheTextOfTheReference(int writers) {
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(1_000L * writers + seed);
            List<Message> messages = history(writers, 20 + random.nextInt(30), random);
            Peer first = hearAll(messages, random);
            assertEquals(first.reference.text(), first.writer.text(), "seed " + seed);
            for (int order = 0; order < 6; order++) {
                Peer other = hearAll(messages, random);
                assertEquals(first.writer.text(), other.writer.text(), "seed " + seed);
                assertEquals(
                        model.codec().orElseThrow().save(first.writer.state()),
                        model.codec().orElseThrow().save(other.writer.state()),
                        "seed " + seed);
                assertEquals(first.writer.state(), other.writer.state(), "seed " + seed);
            }
        }
    }

    private static List<Message> history(int writers, int size, SplittableRandom random) {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            peers.add(new Peer(i));
        }
        List<Message> messages = new ArrayList<>();
        while (messages.size() < size) {
            Peer peer = peers.get(random.nextInt(writers));
            if (random.nextInt(3) == 0) {
                hear(peer, peers.get(random.nextInt(writers)).known, messages);
            }
            BitSet known = (BitSet) peer.known.clone();
            List<PlainFugue.Edit> edits = new ArrayList<>();
            peer.lamport++;
            List<Mutation> mutations = peer.writer.write(item -> {
                for (int operation = 0; operation <= random.nextInt(3); operation++) {
                    edits.addAll(edit(item, peer, operation, random));
                }
            });
            assertEquals(peer.reference.text(), peer.writer.text(), "its own writer reads");
            peer.known.set(messages.size());
            messages.add(new Message(mutations, edits, known));
            if (random.nextInt(8) == 0) {
                peer.writer.restart();
            }
        }
        return messages;
    }

    private static void hear(Peer peer, BitSet more, List<Message> messages) {
        more.stream().filter(index -> !peer.known.get(index)).forEach(index -> peer.hear(index, messages.get(index)));
    }

    /** One edit by the handle, and the same by the reference; near one place, so that edits meet. */
    private static List<PlainFugue.Edit> edit(TextItem item, Peer peer, int operation, SplittableRandom random) {
        List<PlainFugue.Edit> edits = new ArrayList<>();
        int length = item.length();
        int at = random.nextBoolean() ? Math.min(length, 2) : random.nextInt(length + 1);
        int count = random.nextInt(3) == 0 ? Math.min(length - at, random.nextInt(4)) : 0;
        String text = count > 0 && random.nextBoolean() ? "" : INSERTED[random.nextInt(INSERTED.length)];
        item.replace(at, count, text);
        int[] characters = text.codePoints().toArray();
        for (int i = 0; i < characters.length; i++) {
            edits.add(peer.reference.insert(
                    at + i, characters[i], new PlainFugue.Id(peer.lamport, peer.number, operation, i)));
        }
        for (int i = 0; i < count; i++) {
            edits.add(peer.reference.delete(at + characters.length));
        }
        assertEquals(peer.reference.text(), item.text(), "within the batch");
        return edits;
    }

    /** A new peer that hears {@code messages} in some causal order, with restarts between. */
    private static Peer hearAll(List<Message> messages, SplittableRandom random) {
        Peer peer = new Peer(99);
        while (peer.known.cardinality() < messages.size()) {
            int candidate = random.nextInt(messages.size());
            BitSet missing = (BitSet) messages.get(candidate).known.clone();
            missing.andNot(peer.known);
            if (!peer.known.get(candidate) && missing.isEmpty()) {
                peer.hear(candidate, messages.get(candidate));
            }
            if (random.nextInt(20) == 0) {
                peer.writer.restart();
            }
        }
        return peer;
    }
}
