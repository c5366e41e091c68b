package echo.api.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

/** Equal objects become one object while they return, and different ones never do. */
class RecentTest {
    private record Name(String text, int hash) {
        @Override
        public int hashCode() {
            return hash;
        }
    }

    @Test
    void ofEqualObjectsTheFirstIsGiven() {
        Recent<Name> recent = new Recent<>();
        Name title = recent.of(new Name("title", 1));
        Name owner = recent.of(new Name("owner", 2));

        assertSame(title, recent.of(new Name("title", 1)));
        assertSame(owner, recent.of(new Name("owner", 2)));
    }

    @Test
    void whatCollidesTakesTheSlotAndIsNeverTakenForTheOther() {
        Recent<Name> recent = new Recent<>();
        Name one = recent.of(new Name("one", 7));

        assertEquals(new Name("two", 7), recent.of(new Name("two", 7)));
        assertNotSame(one, recent.of(new Name("one", 7)));
    }

    @Test
    void manyOthersDriveOutWhatDoesNotReturn() {
        Recent<Name> recent = new Recent<>();
        Name first = recent.of(new Name("first", -1));
        for (int i = 0; i < 100_000; i++) {
            assertEquals(new Name("n" + i, i), recent.of(new Name("n" + i, i)));
        }
        assertNotSame(first, recent.of(new Name("first", -1)));
    }
}
