package echo.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshakes;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The handshake of a session (docs/format.md "Session"):
 *
 * <pre>
 * initiator ── e ──────────────→ responder     32 bytes
 *           ←── e, ee, s, es ───               96
 *           ── s, se ──────────→               64
 * </pre>
 */
class NoiseHandshakeTest {
    private static final PartyKey PARTY = new PartyKey(filled(7));

    private final Handshakes handshakes = new NoiseHandshakes();
    private final Bytes prologue = Bytes.concat(Bytes.utf8("echo/session/1"), handshakes.discoveryId(PARTY));
    private final Handshake initiator = handshakes.initiate(prologue, filled(1), filled(2));
    private final Handshake responder = handshakes.respond(prologue, filled(3), filled(4));

    @Test
    void theBytesOfAHandshakeAreFrozen() {
        Bytes first = initiator.write();
        assertTrue(responder.read(first));
        Bytes second = responder.write();
        assertTrue(initiator.read(second));
        Bytes third = initiator.write();
        assertTrue(responder.read(third));

        assertEquals(
                "48b362d4b46937acad6461ab46efa1ef16819dff4f012ee48124a02f0fe8552f",
                handshakes.discoveryId(PARTY).toHex());
        assertEquals("ce8d3ad1ccb633ec7b70c17814a5c76ecd029685050d344745ba05870e587d59", first.toHex());
        assertEquals(
                "ac01b2209e86354fb853237b5de0f4fab13c7fcbf433a61c019369617fecf10bd4c9856676fde558f69b9347b4f34194bf4af4b72afef9b550038a764652bcd448dba366b23bb2217586db2101c5bd57087b1584af9f50a53969d3f802361cf6",
                second.toHex());
        assertEquals(
                "599b61d8987775d21570135cae3d36e5cdf4629e9dd0f9506de827d8ee9e17eda7cff6b60c52bc86e50b47c66eebe5755ce3e75ff5696dda1e42bfd4633fc7fe",
                third.toHex());
        assertEquals(
                "b47b9cbb5c96d74b90894e862b600aaba258301279e6079d0a84a9293be3393c",
                initiator.handshakeHash().toHex());
        assertEquals(
                "76fafa863dbd1f962ca44aeda35ecaeef9c1d4d66c57c9bd35",
                initiator.channel().seal(Bytes.utf8("hello")).toHex());
    }

    @Test
    void bothSidesEndWithOneHashAndEachOthersKey() {
        run(initiator, responder);

        assertTrue(initiator.complete() && responder.complete());
        assertFalse(initiator.writes() || responder.writes());
        assertEquals(initiator.handshakeHash(), responder.handshakeHash());
        assertEquals(handshakes.publicKey(filled(3)), initiator.remoteStatic());
        assertEquals(handshakes.publicKey(filled(1)), responder.remoteStatic());
    }

    @Test
    void theHashIsNeverTheSameTwice() {
        run(initiator, responder);
        Handshake other = handshakes.initiate(prologue, filled(1), filled(5));
        run(other, handshakes.respond(prologue, filled(3), filled(4)));

        assertNotEquals(initiator.handshakeHash(), other.handshakeHash());
    }

    @Test
    void sidesOfDifferentPartiesFailAtTheSecondMessage() {
        Bytes elsewhere = Bytes.concat(Bytes.utf8("echo/session/1"), handshakes.discoveryId(new PartyKey(filled(8))));
        Handshake stranger = handshakes.respond(elsewhere, filled(3), filled(4));

        assertTrue(stranger.read(initiator.write()));
        assertFalse(initiator.read(stranger.write()));
    }

    /** P10, PROOF "man in the middle": message 1 carries no tag, so a change to it shows at message 2; all others at once. */
    @Test
    void aChangeToAnyByteOfAnyMessageEndsTheHandshake() {
        int[] sizes = {32, 96, 64};
        for (int message = 0; message < sizes.length; message++) {
            for (int bit = 0; bit < sizes[message] * 8; bit += 9) {
                assertFalse(survives(message, bit), "message " + (message + 1) + " bit " + bit);
            }
        }
    }

    @Test
    void everyOtherLengthIsRefused() {
        Bytes first = initiator.write();
        Bytes second = answer(first);
        for (int size = 0; size <= 200; size++) {
            if (size != first.size()) {
                assertFalse(fresh(false).read(resized(first, size)), "message 1 of " + size);
            }
            if (size != second.size()) {
                Handshake reader = fresh(true);
                reader.write();
                assertFalse(reader.read(resized(second, size)), "message 2 of " + size);
            }
        }
        assertFalse(fresh(false).read(Bytes.owning(new byte[1 << 20])));
    }

    /** The x-coordinates of order 1, 2, 4 and 8, also not canonical and with the ignored bit set: RFC 7748 §6.1. */
    @Test
    void keysOfSmallOrderAreRefusedWhereTheyAreRead() {
        String[] points = {
            "0000000000000000000000000000000000000000000000000000000000000000",
            "0100000000000000000000000000000000000000000000000000000000000000",
            "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
            "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        };
        for (String point : points) {
            assertFalse(fresh(false).read(Bytes.hex(point)), point);
            byte[] ignoredBit = Bytes.hex(point).toByteArray();
            ignoredBit[31] |= (byte) 0x80;
            assertFalse(fresh(false).read(Bytes.owning(ignoredBit)), point);
        }
    }

    @Test
    void afterARefusalEverythingIsRefused() {
        Bytes first = initiator.write();
        Bytes second = answer(first);
        assertFalse(initiator.read(second.slice(1, second.size())));

        assertFalse(initiator.read(second));
        assertFalse(initiator.writes() || initiator.complete());
        assertThrows(IllegalStateException.class, initiator::channel);
    }

    @Test
    void aPeerThatSpeaksOutOfTurnIsRefusedAndACallerThatWritesOutOfTurnIsTold() {
        assertThrows(IllegalStateException.class, responder::write);
        assertFalse(initiator.read(initiator.write()) && initiator.read(Bytes.EMPTY));
        run(fresh(true), responder);
        assertFalse(responder.read(Bytes.EMPTY));
    }

    @Test
    void randomMessagesNeverThrow() {
        Random random = new Random(42);
        for (int i = 0; i < 500; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            Handshake dialled = fresh(true);
            dialled.write();
            assertFalse(dialled.read(Bytes.owning(noise)));
            fresh(false).read(Bytes.owning(noise));
        }
    }

    @Test
    void secretsOfAnotherSizeAreTheCallersMistake() {
        assertThrows(IllegalArgumentException.class, () -> handshakes.publicKey(Bytes.EMPTY));
        assertThrows(IllegalArgumentException.class, () -> handshakes.initiate(prologue, filled(1), Bytes.EMPTY));
    }

    private boolean survives(int message, int bit) {
        Handshake writer = fresh(true);
        Handshake reader = fresh(false);
        for (int i = 0; i < 3; i++) {
            Bytes sent = writer.write();
            if (!reader.read(i == message ? flipped(sent, bit) : sent)) {
                assertEquals(Math.max(1, message), i);
                return false;
            }
            Handshake turn = writer;
            writer = reader;
            reader = turn;
        }
        return true;
    }

    private Handshake fresh(boolean dialled) {
        return dialled
                ? handshakes.initiate(prologue, filled(1), filled(2))
                : handshakes.respond(prologue, filled(3), filled(4));
    }

    private Bytes answer(Bytes first) {
        Handshake fresh = fresh(false);
        assertTrue(fresh.read(first));
        return fresh.write();
    }

    static void run(Handshake initiator, Handshake responder) {
        assertTrue(responder.read(initiator.write()));
        assertTrue(initiator.read(responder.write()));
        assertTrue(responder.read(initiator.write()));
    }

    static Bytes filled(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    static Bytes flipped(Bytes bytes, int bit) {
        byte[] array = bytes.toByteArray();
        array[bit / 8] ^= (byte) (1 << bit % 8);
        return Bytes.owning(array);
    }

    private static Bytes resized(Bytes bytes, int size) {
        return Bytes.owning(Arrays.copyOf(bytes.toByteArray(), size));
    }
}
