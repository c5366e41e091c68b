package echo.shell.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Every wrong use is answered with one line: what is wrong, and how the command is written. */
class WordsTest {
    @Test
    void aMissingWordIsNamedTogetherWithTheUsage() {
        assertRefused("NAME is missing; write party:create NAME", words -> words.next("NAME"));
    }

    @Test
    void aWordTooManyIsNamedTogetherWithTheUsage() {
        assertRefused(
                "'b' is one word too many; write party:create NAME",
                words -> {
                    words.next("NAME");
                    words.end();
                },
                "a",
                "b");
    }

    @Test
    void aNumberIsFoundWhereverItStands() {
        Words words = new Words("usage", "x", "--last", "3", "y");
        assertEquals(3, words.number("--last", 20));
        assertEquals("x y", words.sentence("TEXT"));
    }

    @Test
    void aNumberBelowOneOrNoNumberIsRefused() {
        assertRefused(
                "--last takes a number from 1, not '0'; write party:create NAME",
                words -> words.number("--last", 20),
                "--last",
                "0");
        assertRefused(
                "--last takes a number from 1, not ''; write party:create NAME",
                words -> words.number("--last", 20),
                "--last");
    }

    @Test
    void anOptionsWordIsTakenOutWhereverItStands() {
        Words words = new Words("usage", "x", "--role", "reader", "y");
        assertEquals(Optional.of("reader"), words.option("--role"));
        assertEquals(Optional.empty(), words.option("--role"));
        assertEquals("x y", words.sentence("TEXT"));
        assertRefused("after --role a word is missing; write party:create NAME", it -> it.option("--role"), "--role");
    }

    @Test
    void aFlagIsTakenOutWhereverItStands() {
        Words words = new Words("usage", "x", "--short", "y");
        assertTrue(words.flag("--short"));
        assertFalse(words.flag("--short"));
        assertEquals("x y", words.sentence("TEXT"));
    }

    @Test
    void anOmittedNumberHasItsDefault() {
        assertEquals(20, new Words("usage", "x").number("--last", 20));
    }

    @Test
    void aFailureShowsTheMessageAloneOnOneLineAndKeepsItsKind() {
        EchoException trouble = new EchoException(Kind.STORAGE, "the disk is full;\n  free some");
        CommandFailure failure = CommandFailure.of(trouble);
        assertEquals("the disk is full;; free some", failure.toString());
        assertEquals(Kind.STORAGE, failure.kind());
    }

    @Test
    void aFaultThatIsNotToldInWordsShowsItsClass() {
        assertEquals(
                "IllegalStateException: odd",
                CommandFailure.of(new IllegalStateException("odd")).toString());
    }

    @Test
    void whatAStageFailedWithIsWhatTheCommandFailsWith() {
        CompletableFuture<String> stage =
                CompletableFuture.failedFuture(new EchoException(Kind.REFUSED, "the code was used"));
        CommandFailure failure = assertThrows(CommandFailure.class, () -> Patience.await(stage, "joining"));
        assertEquals(Kind.REFUSED, failure.kind());
        assertEquals("the code was used", failure.toString());
    }

    private interface Use {
        void of(Words words);
    }

    private static void assertRefused(String reason, Use use, Object... words) {
        CommandFailure failure = assertThrows(
                CommandFailure.class,
                () -> Words.answer("party:create NAME", words, taken -> {
                    use.of(taken);
                    return "";
                }));
        assertEquals(reason, failure.toString());
        assertEquals(Kind.USAGE, failure.kind());
    }

    @Test
    void whatOthersHaveWrittenMakesNoLines() {
        assertEquals("Ada' ADMIN\uFFFD\uFFFD[31m", Words.plain("Ada' ADMIN\n\u001b[31m"));
        assertEquals("Käse 🧀", Words.plain("Käse 🧀"));
    }
}
