package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.MemberKey;
import echo.api.party.Request;
import org.junit.jupiter.api.Test;

/** Requests are bounded, whoever makes them. */
class RequestsTest {
    private final Requests requests = new Requests();

    private static MemberKey member(int number) {
        return new MemberKey(Hash.of(Bytes.utf8("member " + number)).bytes());
    }

    @Test
    void theLastOnesAreKeptEachWithTheTimeOfItsFirst() {
        for (int i = 0; i < 1_000; i++) {
            requests.add(member(i), i);
        }
        requests.add(member(999), 2_000);
        assertEquals(Requests.MOST, requests.pending().size());
        assertEquals(new Request(member(999), 999), requests.pending().get(Requests.MOST - 1));
        assertFalse(requests.refuse(member(0)), "it has been forgotten");
        assertFalse(requests.isRefused(member(0)));
    }

    @Test
    void whomSomebodyRefusedIsRememberedAmongTheLast() {
        for (int i = 0; i < 1_000; i++) {
            requests.add(member(i), i);
            assertTrue(requests.refuse(member(i)));
        }
        assertEquals(0, requests.pending().size());
        assertTrue(requests.isRefused(member(999)));
        assertFalse(requests.isRefused(member(0)));
        requests.settle(member(999));
        assertFalse(requests.isRefused(member(999)));
    }
}
