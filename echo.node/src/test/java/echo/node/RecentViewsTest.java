package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Limits;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.pipeline.items.Snapshot;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which view a timeframe means, as long as that is kept and sure. */
class RecentViewsTest {
    private static final Hash LINK = Hash.of(Bytes.utf8("link"));
    private static final FeedKey FEED = new FeedKey(LINK.bytes());

    private NodeView last = new NodeView(Pen.OF_THE_PAST);
    private RecentViews recent = RecentViews.NONE;

    private static Timeframe at(int length) {
        return Timeframe.EMPTY.with(FEED, new Extent(length, LINK));
    }

    private void show(int length) {
        last = last.next(Snapshot.EMPTY, at(length));
        recent = recent.with(last);
    }

    private boolean isSure(int length) {
        return !recent.isAmbiguous(at(length)) && recent.at(at(length)).isPresent();
    }

    @Test
    void aTimeframeOfOneViewMeansIt() {
        show(1);
        show(2);
        NodeView second = last;
        show(3);
        assertEquals(Optional.of(second), recent.at(at(2)));
        assertTrue(isSure(2));
        assertTrue(isSure(3));
        assertFalse(isSure(4));
    }

    /** What was shown before the node started is not known. */
    @Test
    void theFirstViewIsNotSure() {
        show(1);
        show(2);
        assertFalse(isSure(1));
    }

    @Test
    void ofATimeframeThatIsShownTwiceThatIsKnownWhenTheViewsAreGone() {
        show(1);
        show(2);
        show(2);
        show(3);
        assertFalse(isSure(2));
        for (int i = 0; i < 2 * Limits.KEPT_VIEWS; i++) {
            assertTrue(recent.isAmbiguous(at(2)));
            show(4 + i);
        }
        assertEquals(Optional.empty(), recent.at(at(2)));
        assertFalse(recent.isAmbiguous(at(3)));
    }

    @Test
    void whatAPartyThatWasMadeAnewShowsAgainIsNotSure() {
        show(1);
        show(3);
        show(2);
        assertTrue(isSure(3));
        show(3);
        assertFalse(isSure(3));
        assertTrue(isSure(2));
    }
}
