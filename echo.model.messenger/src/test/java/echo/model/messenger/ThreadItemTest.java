package echo.model.messenger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ItemEditor;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads as people see them, and their bytes (DESIGN §6; PROOF, scenarios "Messenger"; docs/format.md, "Messenger model"). */
class ThreadItemTest implements ItemEditor<ThreadState> {
    private static final FeedKey FEED = new FeedKey(Bytes.hex("ab".repeat(32)));
    private static final MemberKey ANN = new MemberKey(Bytes.hex("01".repeat(32)));
    private static final MemberKey BOB = new MemberKey(Bytes.hex("02".repeat(32)));

    private final MessengerModel model = new MessengerModel();
    private final ThreadItem thread = model.handle(ThreadItem.class, this).orElseThrow();
    private ThreadState state = model.empty();
    private Bytes written = Bytes.EMPTY;
    private MemberKey author = ANN;
    private long lamport = 1;
    private long timeMs = 1000;

    @Test
    void messagesStandInTheOrderOfPositionsWhateverTheClocksSay() {
        timeMs = 9000;
        thread.post("first");
        timeMs = 1;
        thread.post("second");
        thread.post("third, at an equal time");
        assertEquals(List.of("first", "second", "third, at an equal time"), texts());
        assertEquals(9000, thread.messages().get(0).timeMs());
    }

    @Test
    void messagesThatComeOutOfOrderStandWhereTheyBelong() {
        lamport = 5;
        thread.post("later");
        lamport = 2;
        thread.post("earlier");
        assertEquals(List.of("earlier", "later"), texts());
    }

    @Test
    void onesOwnMessageIsEditedAndSaysSo() {
        thread.post("helo");
        assertFalse(thread.messages().get(0).edited());
        thread.edit(message(0), "hello");
        ThreadMessage edited = thread.messages().get(0);
        assertEquals(new ThreadMessage(edited.id(), ANN, 1000, "hello", true), edited);
    }

    @Test
    void aRemovedMessageLeavesNothing() {
        thread.post("secret");
        MessageId secret = message(0);
        thread.remove(secret);
        assertEquals(List.of(), texts());
        assertEquals(Bytes.EMPTY, model.codec().orElseThrow().save(state));
        assertThrows(IllegalArgumentException.class, () -> thread.edit(secret, "again"));
        assertThrows(IllegalArgumentException.class, () -> thread.remove(secret));
    }

    @Test
    void onlyItsAuthorChangesAMessage() {
        thread.post("Ann's");
        author = BOB;
        Outcome<ThreadState> refused = Outcome.ignored("only its author can change a message");
        assertEquals(refused, outcome(IntentFormat.write(new Intent.Edit(message(0), "Bob's"))));
        assertEquals(refused, outcome(IntentFormat.write(new Intent.Remove(message(0)))));
        assertEquals(List.of("Ann's"), texts());
    }

    @Test
    void aTextHasOneCharacterToTheLimit() {
        assertThrows(IllegalArgumentException.class, () -> thread.post(""));
        assertThrows(IllegalArgumentException.class, () -> thread.post("x".repeat(Limits.MESSAGE_TEXT + 1)));
        assertThrows(IllegalArgumentException.class, () -> thread.post("\uD800"));
        thread.post("世".repeat(Limits.MESSAGE_TEXT));
        thread.edit(message(0), "界".repeat(Limits.MESSAGE_TEXT));
        assertTrue(thread.messages().get(0).edited());
        assertEquals(
                state,
                model.codec().orElseThrow().load(model.codec().orElseThrow().save(state)));
    }

    @Test
    void theBytesAreFrozen() {
        thread.post("é");
        assertEquals("0a040a02c3a9", written.toHex());
        String position = "0000000000000001" + "ab".repeat(32) + "00000000";
        thread.edit(message(0), "e");
        assertEquals("12310a2c" + position + "120165", written.toHex());
        assertEquals(
                "0a58" + "0a2c" + position + "1220" + "01".repeat(32) + "18e807" + "220165" + "2801",
                model.codec().orElseThrow().save(state).toHex());
        thread.remove(message(0));
        assertEquals("1a2e0a2c" + position, written.toHex());
    }

    /** Each line: bytes of a mutation that means nothing, and why. */
    @ParameterizedTest
    @CsvSource({
        "'', 'no known kind'",
        "2200, 'not in canonical form'",
        "0a00, 'a text without characters, or with more than 16384'",
        "0a040a0161, 'bytes that are not protobuf'",
        "0a030a01ff, 'bytes that are not protobuf'",
        "0a050a01611001, 'not in canonical form'",
        "0a030a01610a030a0161, 'not in canonical form'",
        "1a030a0101, 'a message''s name that is no position'"
    })
    void malformedBytesAreIgnoredWithAReason(String hex, String reason) {
        assertEquals(Outcome.ignored("not a thread mutation: " + reason), outcome(Bytes.hex(hex)));
    }

    @Test
    void bytesThatAreNotASavedThreadAreRefused() {
        thread.post("one");
        Bytes one = model.codec().orElseThrow().save(state);
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(Bytes.concat(one, one)));
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(one.slice(0, one.size() - 1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> model.codec().orElseThrow().load(Bytes.hex("0a00")));
        assertEquals(state, model.codec().orElseThrow().load(one));
    }

    @Override
    public ThreadState state() {
        return state;
    }

    @Override
    public void mutate(Bytes data) {
        written = data;
        state = ((Outcome.Applied<ThreadState>) outcome(data)).state();
        lamport++;
    }

    private Outcome<ThreadState> outcome(Bytes data) {
        return model.apply(state, new Mutation(new Position(lamport, FEED, 0), author, timeMs, data));
    }

    private MessageId message(int index) {
        return thread.messages().get(index).id();
    }

    private List<String> texts() {
        return thread.messages().stream().map(ThreadMessage::text).toList();
    }
}
