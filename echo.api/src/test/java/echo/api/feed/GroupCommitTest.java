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
        assertRefused("commitWaitMs is a whole number that fits, not '1.5'", "", "1.5", "");
        assertRefused("commitWrites is a whole number that fits, not 'many'", "", "", "many");
        assertRefused("commitWaitMs is 0 to 1000, not -1", "", "-1", "");
        assertRefused("commitWaitMs is 0 to 1000, not 1001", "", "1001", "");
        assertRefused("commitWrites is 1 to 65536, not 0", "", "", "0");
        assertRefused("commitWrites is 1 to 65536, not 65537", "", "", "65537");
    }

    private static void assertRefused(String reason, String durability, String waitMs, String writes) {
        EchoException refusal = assertThrows(EchoException.class, () -> GroupCommit.of(durability, waitMs, writes));
        assertEquals(Kind.USAGE, refusal.kind());
        assertEquals(reason, refusal.getMessage());
    }
}
