package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.transport.Address;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Invitation codes as people paste them. */
class InvitationCodeTest {
    private static final PartyKey PARTY =
            new PartyKey(Hash.of(Bytes.utf8("party")).bytes());
    private static final Bytes SECRET = Bytes.hex("000102030405060708090a0b0c0d0e0f");
    private static final InvitationCode CODE = new InvitationCode(
            PARTY,
            Optional.of(SECRET),
            List.of(new Address("tcp", "127.0.0.1", 7400), new Address("tcp", "::1", 7400)));

    @Test
    void whatWasWrittenIsReadAlsoWithBlanksAround() {
        assertEquals(CODE, InvitationCode.parse(CODE.text()));
        assertEquals(CODE, InvitationCode.parse("  " + CODE.text() + "\n"));
        assertTrue(CODE.text().matches("echo1[0-9a-z]+"), CODE.text());
        InvitationCode forAKey = new InvitationCode(PARTY, Optional.empty(), CODE.addresses());
        assertEquals(forAKey, InvitationCode.parse(forAKey.text()));
    }

    @Test
    void everyPrefixAndEveryChangedLetterIsRefusedByItsChecksum() {
        String text = CODE.text();
        for (int i = 0; i < text.length(); i++) {
            assertRefused(text.substring(0, i));
            char other = text.charAt(i) == '7' ? '8' : '7';
            assertRefused(text.substring(0, i) + other + text.substring(i + 1));
        }
        assertRefused(text + "0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "echo1", "echo1-", "echo1-zz", "echo1+", "echo10", "echo1!", "echo2abc", "hello", "echo1ä"})
    void isRefusedWithAWordOnWhatToDo(String text) {
        assertRefused(text);
    }

    @Test
    void aNumberWithASignIsNoCode() {
        assertRefused("echo1+" + CODE.text().substring(5));
        assertRefused("echo1-" + CODE.text().substring(5));
    }

    @Test
    void randomTextIsRefused() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            assertRefused("echo1" + new BigInteger(random.nextInt(1_000), random).toString(36));
        }
        assertRefused("echo1" + "z".repeat(100_000));
    }

    /** A code is made by whoever invites: a right checksum over nonsense is nonsense still. */
    @ParameterizedTest
    @ValueSource(strings = {"", ",", ",,", "nowhere", "a:b"})
    void aRightChecksumOverBadAddressesIsRefused(String where) {
        assertRefused(sealed(1, where));
    }

    @Test
    void aCodeOfAnotherVersionIsRefused() {
        assertEquals(
                List.of(Address.parse("a:1")),
                InvitationCode.parse(sealed(1, "a:1")).addresses());
        assertRefused(sealed(3, "a:1"));
    }

    @Test
    void asManyAddressesAreTakenAsCanBeReadBackAndOneMoreIsRefused() {
        String most = "a".repeat(1200 - "tcp://:1".length());
        InvitationCode full = InvitationCode.parse(sealed(1, most + ":1"));
        assertEquals(full, InvitationCode.parse(full.text()));
        assertRefused(sealed(1, most + "a:1"));
        EchoException refusal = assertThrows(
                EchoException.class,
                () -> new InvitationCode(PARTY, Optional.of(SECRET), List.of(new Address("tcp", most + "a", 1))));
        assertTrue(String.valueOf(refusal.getMessage()).contains("name fewer"), refusal.getMessage());
    }

    private static String sealed(int version, String where) {
        Bytes body = Bytes.concat(Bytes.owning(new byte[] {(byte) version}), PARTY.bytes(), SECRET, Bytes.utf8(where));
        Bytes checked = Bytes.concat(body, Hash.of(body).bytes().slice(0, 4));
        return "echo1" + new BigInteger(1, checked.toByteArray()).toString(36);
    }

    private static void assertRefused(String text) {
        EchoException refusal = assertThrows(EchoException.class, () -> InvitationCode.parse(text), text);
        assertEquals(EchoException.Kind.USAGE, refusal.kind());
    }
}
