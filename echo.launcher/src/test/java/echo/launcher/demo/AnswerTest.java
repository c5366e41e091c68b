package echo.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AnswerTest {
    @Test
    void anAnswerEndsAtOkOrAtAnError() {
        assertTrue(Answer.isLast("ok"));
        assertTrue(Answer.isLast("error: no such item"));
        assertFalse(Answer.isLast("okay"));
        assertFalse(Answer.isLast("items 3"));
    }

    @Test
    void anErrorKeepsItsReason() {
        assertEquals(
                Optional.of("no such item"),
                Answer.of(List.of(), "error: no such item").error());
        assertEquals(Optional.empty(), Answer.of(List.of("x"), "ok").error());
    }

    @Test
    void aWordIsWhatFollowsItsNameOnAnyLine() {
        Answer answer = Answer.of(List.of("state 12ab", "items 120 messages 7 current yes"), "ok");
        assertEquals(Optional.of("12ab"), answer.word("state"));
        assertEquals(120, answer.number("items"));
        assertEquals(7, answer.number("messages"));
        assertEquals(0, answer.number("current"));
        assertEquals(Optional.empty(), answer.word("tems"));
        assertEquals("items 120 messages 7 current yes", answer.text());
    }
}
