package echo.model.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.Anchor;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.model.text.state.Change;
import echo.model.text.state.ElementId;
import echo.model.text.state.TextState;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts as people see them, and their bytes (DESIGN §6; docs/format.md, "Text model"). */
class TextItemTest {
    private final TextModel model = new TextModel();
    private final Writer ann = new Writer(1);
    private final Writer bob = new Writer(2);

    @Test
    void indexesCountCodePoints() {
        ann.write(item -> item.insert(0, "a🙂e\u0301z"));
        assertEquals(5, ann.item().length());
        ann.write(item -> item.delete(1, 1));
        assertEquals("ae\u0301z", ann.text());
        ann.write(item -> item.insert(2, "🙃🙃"));
        assertEquals("ae🙃🙃\u0301z", ann.text());
        ann.write(item -> item.replace(2, 2, "👍"));
        assertEquals("ae👍\u0301z", ann.text());
        ann.restart();
        assertEquals("ae👍\u0301z", ann.text());
    }

    @Test
    void aBatchSeesWhatItWroteItself() {
        bob.hear(ann.write(item -> {
            item.insert(0, "world");
            item.insert(0, "hello ");
            item.replace(0, 1, "H");
            item.insert(item.length(), "!");
            assertEquals("Hello world!", item.text());
            item.delete(5, 6);
            assertEquals("Hello!", item.text());
        }));
        assertEquals("Hello!", ann.text());
        assertEquals(ann.state(), bob.state());
        bob.hear(ann.write(item -> {
            item.insert(5, ", old");
            item.insert(10, " friend");
            item.delete(0, 7);
        }));
        assertEquals("old friend!", bob.text());
    }

    @Test
    void aDeletionTakesWhatItsWriterSawAndNothingElse() {
        bob.hear(ann.write(item -> item.insert(0, "one three")));
        List<Mutation> deleted = ann.write(item -> item.delete(0, 9));
        List<Mutation> inserted = bob.write(item -> item.insert(4, "two "));
        ann.hear(inserted);
        bob.hear(deleted);
        assertEquals("two ", ann.text());
        assertEquals(ann.state(), bob.state());
    }

    @Test
    void whatTwoDeleteIsDeletedOnce() {
        bob.hear(ann.write(item -> item.insert(0, "abcdef")));
        List<Mutation> anns = ann.write(item -> item.delete(1, 3));
        List<Mutation> bobs = bob.write(item -> item.delete(2, 3));
        ann.hear(bobs);
        bob.hear(anns);
        assertEquals("af", ann.text());
        assertEquals(ann.state(), bob.state());
    }

    @Test
    void anAnchorFollowsItsCodePoint() {
        bob.hear(ann.write(item -> item.insert(0, "0123456789")));
        Anchor four = ann.item().anchorAt(4);
        assertEquals(four, bob.item().anchorAt(4));
        ann.hear(bob.write(item -> item.insert(0, "🙂🙂")));
        assertEquals(OptionalInt.of(6), ann.item().indexOf(four));
        ann.write(item -> item.insert(6, "directly before"));
        assertEquals(OptionalInt.of(21), ann.item().indexOf(four));
    }

    @Test
    void anAnchorWhoseCodePointIsDeletedStaysWhereThatWas() {
        ann.write(item -> item.insert(0, "0123456789"));
        Anchor four = ann.item().anchorAt(4);
        ann.write(item -> item.delete(2, 5));
        assertEquals("01789", ann.text());
        assertEquals(OptionalInt.of(2), ann.item().indexOf(four));
        ann.write(item -> item.delete(0, 1));
        assertEquals(OptionalInt.of(1), ann.item().indexOf(four));
        ann.restart();
        assertEquals(OptionalInt.of(1), ann.item().indexOf(four));
    }

    @Test
    void theEndIsAnAnchorToo() {
        ann.write(item -> item.insert(0, "ab"));
        Anchor end = ann.item().anchorAt(2);
        assertEquals(Anchor.END, end);
        ann.write(item -> item.insert(2, "c"));
        assertEquals(OptionalInt.of(3), ann.item().indexOf(end));
        assertEquals(OptionalInt.empty(), bob.item().indexOf(ann.item().anchorAt(1)));
    }

    @Test
    void whatABatchInsertsHasNoAnchorBeforeItIsWritten() {
        ann.write(item -> {
            item.insert(0, "ab");
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> item.anchorAt(1));
            assertTrue(String.valueOf(refused.getMessage()).contains("index 1"));
        });
        assertEquals(OptionalInt.of(1), ann.item().indexOf(ann.item().anchorAt(1)));
    }

    @Test
    void argumentsAreChecked() {
        ann.write(item -> item.insert(0, "abc"));
        ann.write(item -> {
            assertRefused("from must be 0 to 3, not 4", () -> item.insert(4, "x"));
            assertRefused("from must be 0 to 3, not -1", () -> item.delete(-1, 1));
            assertRefused("count must be 0 to 2, not 3", () -> item.delete(1, 3));
            assertRefused("count must be 0 to 2, not -1", () -> item.replace(1, -1, "x"));
            assertRefused("count is 0 and text is empty: there is nothing to do", () -> item.insert(1, ""));
            assertRefused("text has an unpaired surrogate at index 1", () -> item.insert(1, "a\uD83D"));
            assertRefused("index must be 0 to 3, not 4", () -> item.anchorAt(4));
            assertRefused(
                    "an insertion has at most 32768 code points, not 32769",
                    () -> item.insert(1, "x".repeat(Limits.TEXT_INSERT + 1)));
            item.insert(1, "🙂".repeat(Limits.TEXT_INSERT));
        });
        assertEquals(3 + Limits.TEXT_INSERT, ann.item().length());
    }

    @Test
    void aDeletionHasPiecesToTheLimit() {
        for (int i = 0; i <= Limits.TEXT_PIECES; i++) {
            ann.hear(bob.write(item -> item.insert(0, "b")));
            bob.hear(ann.write(item -> item.insert(0, "a")));
        }
        ann.write(item -> {
            assertThrows(IllegalArgumentException.class, () -> item.delete(0, item.length()));
            item.delete(0, Limits.TEXT_PIECES);
        });
        assertEquals(Limits.TEXT_PIECES + 2, ann.text().length());
    }

    /** What is typed key by key is one run, with one span to save. */
    @Test
    void aThousandKeysAreSavedAsOneRun() {
        for (int i = 0; i < 1_000; i++) {
            int at = i;
            ann.write(item -> item.insert(at, "x"));
        }
        assertEquals(1, ann.state().runs().size());
        assertEquals(1, ann.state().pieces().size());
        assertTrue(model.codec().orElseThrow().save(ann.state()).size() < 1_100);
        ann.restart();
        ann.write(item -> item.delete(500, 1));
        ann.write(item -> item.insert(500, "y"));
        assertEquals("x".repeat(500) + "y" + "x".repeat(499), ann.text());
        ann.restart();
    }

    @Test
    void theBytesAreFrozen() {
        String feed = "11" + "00".repeat(31);
        Mutation first = ann.write(item -> item.insert(0, "aé")).get(0);
        assertEquals("1a051a0361c3a9", first.data().toHex());
        Mutation second = ann.write(item -> item.insert(1, "x")).get(0);
        assertEquals(
                "0a20" + feed + "1a11" + "0a0408011001" + "1206080110012001" + "1a0178",
                second.data().toHex());
        Mutation third = ann.write(item -> item.replace(1, 2, "y")).get(0);
        String deleted = "120a" + "0a06080110012001" + "1001" + "1208" + "0a0408011002" + "1001";
        assertEquals(
                "0a20" + feed + deleted + "1a0f" + "0a0408011001" + "120408011002" + "1a0179",
                third.data().toHex());
        String runs = "0a03000000" + "1203010101" + "1a03000000" + "2203040303" + "2a03000101" + "3203000000"
                + "3a03000102" + "4203000100";
        String spans = "0a0400020100" + "120402020303";
        assertEquals(
                "0a20" + feed + "1228" + runs + "1a0c" + spans + "22026179",
                model.codec().orElseThrow().save(ann.state()).toHex());
    }

    @Test
    void deletingEverythingKeepsNoText() {
        ann.write(item -> item.insert(0, "secret"));
        ann.write(item -> item.delete(0, 6));
        assertEquals("", ann.text());
        assertTrue(!model.codec().orElseThrow().save(ann.state()).toUtf8().contains("secret"));
        ann.restart();
    }

    /** Each line: bytes of a mutation that means nothing, and why. */
    @ParameterizedTest
    @CsvSource({
        "'', 'not a text mutation: nothing inserted, nothing deleted, nothing restored'",
        "2a00, 'not a text mutation: nothing inserted, nothing deleted, nothing restored'",
        "1a00, 'not a text mutation: an insertion of nothing'",
        "1a021a00, 'not a text mutation: an insertion of nothing'",
        "1a031a01ff, 'not a text mutation: bytes that are not protobuf'",
        "1a031a01612a0161, 'not a text mutation: not in canonical form'",
        "1a070a0208011a0161, 'not a text mutation: an element of a feed that is not in the table'",
        "1a070a0218031a0161, 'not a text mutation: an element of a mutation that is not older'",
        "12020a00, 'not a text mutation: ranges that are empty, or do not ascend'",
        "12060a0010011801, 'not a text mutation: an age that does not end so'",
        "2200, 'not a text mutation: restorations that are empty, or do not ascend'",
        "22050a001a0161, 'not a text mutation: an age that does not end so'",
        "220b0a0010ffffffff071a0161, 'not a text mutation: an age that does not end so'",
        "22070a0010011a016122070a0010011a0161, 'not a text mutation: restorations that are empty, or do not ascend'",
        "12040a00100112040a001001, 'not a text mutation: ranges that are empty, or do not ascend'",
        "0a01001a031a0161, 'not a text mutation: a feed that is no key'"
    })
    void malformedBytesAreIgnoredWithAReason(String hex, String reason) {
        FeedKey feed = new FeedKey(Bytes.hex("ab".repeat(32)));
        Mutation mutation =
                new Mutation(new Position(5, feed, 3), new MemberKey(Bytes.hex("01".repeat(32))), 0, Bytes.hex(hex));
        assertEquals(Outcome.<TextState>ignored(reason), model.apply(ann.state(), mutation));
    }

    /** Its last name would be that of the next run's element: the same feed's, one later. */
    @Test
    void aRangeThatGoesOnBeyondItsRunDoesNothing() {
        ann.write(item -> item.insert(0, "b"));
        ann.write(item -> item.insert(0, "a"));
        ElementId b = ann.state().at(1).id();
        assertEquals(2, ann.state().runs().size());
        Change change = new Change(List.of(new Change.Range(b, 2, 0)), List.of(), null);
        Position position = new Position(3, b.mutation().feed(), 0);
        assertEquals("ab", change.applyTo(ann.state(), position).text());
    }

    private static void assertRefused(String message, Runnable command) {
        assertEquals(
                message,
                assertThrows(IllegalArgumentException.class, command::run).getMessage());
    }
}
