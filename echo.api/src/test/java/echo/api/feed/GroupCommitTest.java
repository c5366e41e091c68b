package echo.api.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    @Test
    void whatIsNotWrittenDownIsTheDefault() {
        assertEquals(GroupCommit.DEFAULT, GroupCommit.of("", " ", ""));
        assertEquals(new GroupCommit(Durability.OS, 7, 20), GroupCommit.of(" OS", "7 ", "20"));
    }

    @Test
    void whatIsNotUnderstoodIsNamed() {
        assertRefused("durability is FORCE or OS, not 'os'", "os", "", "");
        assertRefused("commitWaitMs is a whole number, not '1.5'", "", "1.5", "");
        assertRefused("commitWrites is a whole number, not 'many'", "", "", "many");
        assertRefused("a write waits 0 to 10000 ms for others, not -1", "", "-1", "");
        assertRefused("a write waits 0 to 10000 ms for others, not 10001", "", "10001", "");
        assertRefused("a group has 1 to 1048576 writes, not 0", "", "", "0");
        assertRefused("a group has 1 to 1048576 writes, not 1048577", "", "", "1048577");
    }

    private static void assertRefused(String reason, String durability, String waitMs, String writes) {
        EchoException refusal = assertThrows(EchoException.class, () -> GroupCommit.of(durability, waitMs, writes));
        assertEquals(Kind.USAGE, refusal.kind());
        assertEquals(reason, refusal.getMessage());
    }
}
