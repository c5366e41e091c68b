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
import echo.api.model.StateCodec;
import echo.api.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
        assertEquals(
                new ThreadMessage(edited.id(), ANN, 1000, "hello", true, Optional.empty(), new TreeMap<>()), edited);
    }

    @Test
    void aRemovedMessageIsShownNoMore() {
        thread.post("secret");
        MessageId secret = message(0);
        thread.remove(secret);
        assertEquals(List.of(), texts());
        assertEquals(Value.of(Map.of("messages", Value.of(0))), model.properties(state));
        assertThrows(IllegalArgumentException.class, () -> thread.edit(secret, "again"));
        assertThrows(IllegalArgumentException.class, () -> thread.remove(secret));
    }

    @Test
    void aMessageMayAnswerAnother() {
        thread.post("tea?");
        thread.post("by the way");
        MessageId question = message(0);
        author = BOB;
        thread.answer(question, "yes, please");
        assertEquals(Optional.of(question), thread.messages().get(2).answers());
        assertEquals(List.of(thread.messages().get(2)), thread.answers(question));
        author = ANN;
        thread.remove(question);
        assertEquals(List.of("by the way", "yes, please"), texts());
        assertEquals(Optional.of(question), thread.messages().get(1).answers());
        assertThrows(IllegalArgumentException.class, () -> thread.answer(question, "too late"));
    }

    @Test
    void aMessageThatAnswersWhatIsNotThereStandsAllTheSame() {
        Position elsewhere = new Position(77, FEED, 0);
        mutate(IntentFormat.write(new Intent.Post("to whom?", new MessageId(elsewhere))));
        assertEquals(List.of("to whom?"), texts());
        assertSavedAndLoaded();
    }

    @Test
    void eachMemberReactsOnceAndTheyAreCounted() {
        thread.post("news");
        MessageId news = message(0);
        thread.react(news, "👍");
        assertIgnored("the member reacts so already", new Intent.React(news, "👍"));
        author = BOB;
        thread.react(news, "👍");
        thread.react(news, "🎉");
        assertEquals(2, thread.messages().get(0).count("👍"));
        assertEquals(1, thread.messages().get(0).count("🎉"));
        assertEquals(0, thread.messages().get(0).count("👎"));
        assertSavedAndLoaded();
        thread.unreact(news, "👍");
        assertEquals(Set.of(ANN), thread.messages().get(0).reactions().get("👍"));
        thread.unreact(news, "🎉");
        assertEquals(Set.of("👍"), thread.messages().get(0).reactions().keySet());
        assertIgnored("the member has no such reaction there, or no longer", new Intent.Unreact(news, "🎉"));
    }

    @Test
    void aMemberHasOnlySoManyReactionsToAMessage() {
        thread.post("news");
        MessageId news = message(0);
        for (int i = 0; i < Limits.REACTIONS_OF_A_MEMBER; i++) {
            thread.react(news, "reaction " + i);
        }
        assertIgnored("a member has at most 16 reactions to a message", new Intent.React(news, "one more"));
        author = BOB;
        thread.react(news, "one more");
        assertThrows(IllegalArgumentException.class, () -> thread.react(news, ""));
        assertThrows(IllegalArgumentException.class, () -> thread.react(news, "x".repeat(65)));
        assertThrows(IllegalArgumentException.class, () -> thread.react(news, "\uDC00"));
    }

    @Test
    void aReadMarkNeverGoesBack() {
        thread.post("one");
        thread.post("two");
        thread.post("three");
        author = BOB;
        assertEquals(thread.messages(), thread.unread(BOB));
        assertEquals(List.of(), thread.unread(ANN));
        thread.markRead(message(1));
        assertEquals(thread.messages().subList(2, 3), thread.unread(BOB));
        assertIgnored("the member has read as far already", new Intent.Read(message(0)));
        assertIgnored("the member has read as far already", new Intent.Read(message(1)));
        assertEquals(Map.of(BOB, message(1)), thread.readMarks());
        assertSavedAndLoaded();
    }

    @Test
    void whatIsAboutAMessageThatIsNotThereIsIgnored() {
        thread.post("gone");
        MessageId gone = message(0);
        thread.remove(gone);
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.Remove(gone));
        MessageId never = new MessageId(new Position(99, FEED, 0));
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.React(never, "👍"));
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.Edit(never, "again"));
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.Remove(never));
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.Read(never));
        assertIgnored(Intent.NO_SUCH_MESSAGE, new Intent.Restore(never));
        author = BOB;
        assertIgnored("only its author can change a message", new Intent.Restore(gone));
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

    @Test
    void theBytesOfAnswersReactionsAndMarksAreFrozen() {
        thread.post("q");
        MessageId first = message(0);
        String position = "0a2c" + "0000000000000001" + "ab".repeat(32) + "00000000";
        thread.answer(first, "a");
        assertEquals("0a310a0161" + position.replaceFirst("0a", "12"), written.toHex());
        thread.react(first, "é");
        assertEquals("2232" + position + "1202c3a9", written.toHex());
        thread.markRead(first);
        assertEquals("322e" + position, written.toHex());
        mutate(IntentFormat.write(new Intent.Remove(message(1))));
        String author = "1220" + "01".repeat(32);
        String reacted = "3a260a02c3a9" + author;
        String shown = position + author + "18e807" + "220171" + reacted;
        String gone = position.replace("000001ab", "000002ab") + author + "18e807" + "220161"
                + position.replaceFirst("0a", "32");
        String mark = author.replaceFirst("12", "0a") + position.replaceFirst("0a", "12");
        assertEquals(
                "0a7e" + shown + "128401" + gone + "1a50" + mark,
                model.codec().orElseThrow().save(state).toHex());
        thread.unreact(first, "é");
        assertEquals("2a32" + position + "1202c3a9", written.toHex());
        mutate(IntentFormat.write(new Intent.Restore(new MessageId(new Position(2, FEED, 0)))));
        assertEquals("3a2e" + position.replace("000001ab", "000002ab"), written.toHex());
        assertSavedAndLoaded();
    }

    /** Each line: bytes of a mutation that means nothing, and why. */
    @ParameterizedTest
    @CsvSource({
        "'', 'no known kind'",
        "4200, 'not in canonical form'",
        "2200, 'a message''s name that is no position'",
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

    private void assertIgnored(String reason, Intent intent) {
        assertEquals(Outcome.ignored(reason), outcome(IntentFormat.write(intent)));
    }

    private void assertSavedAndLoaded() {
        StateCodec<ThreadState> codec = model.codec().orElseThrow();
        assertEquals(state, codec.load(codec.save(state)));
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
