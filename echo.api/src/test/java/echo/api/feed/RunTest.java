package echo.api.feed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
    private static final FeedKey FEED = new FeedKey(Hash.of(Bytes.utf8("feed")).bytes());
    private static final Signature UNSIGNED = new Signature(Bytes.owning(new byte[Signature.SIZE]));

    private final Extent before = Extent.EMPTY.then(FEED, Hash.of(Bytes.utf8("first")));
    private final Extent middle = before.then(FEED, Hash.of(Bytes.utf8("second")));
    private final Extent end = middle.then(FEED, Hash.of(Bytes.utf8("third")));
    private final Run run =
            new Run(1, List.of(Bytes.utf8("second"), Bytes.utf8("third")), new Head(FEED, end, UNSIGNED));

    @Test
    void linksFollowFromWhatIsBeforeAndThePayloads() {
        assertEquals(before, run.extentAt(1, before));
        assertEquals(middle, run.extentAt(2, before));
        assertEquals(end, run.extentAt(3, before));
    }

    @Test
    void onlyThePayloadsAfterTheirOwnPastLeadToTheHead() {
        assertTrue(run.leadsToItsHeadFrom(before));
        assertFalse(run.leadsToItsHeadFrom(Extent.EMPTY));
        assertFalse(run.leadsToItsHeadFrom(Extent.EMPTY.then(FEED, Hash.of(Bytes.utf8("other")))));
        Run other = new Run(1, List.of(Bytes.utf8("second"), Bytes.utf8("other")), run.head());
        assertFalse(other.leadsToItsHeadFrom(before));
    }
}
