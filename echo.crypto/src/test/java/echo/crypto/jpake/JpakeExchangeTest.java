package echo.crypto.jpake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroup;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.junit.jupiter.api.Test;

/** Two sides find out that they know the same code, and nobody finds out anything else (RFC 8236). */
class JpakeExchangeTest {
    private static final PasswordExchanges EXCHANGES = new JpakeExchanges();
    private static final Bytes CONTEXT = filled(Hash.SIZE, 7);
    private static final String CODE = "047110";
    private static final int ROUNDS = 3;

    private static Bytes filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    private static PasswordExchange initiator(String code) {
        return EXCHANGES.initiate(code, CONTEXT, filled(Hash.SIZE, 1));
    }

    private static PasswordExchange responder(String code) {
        return EXCHANGES.respond(code, CONTEXT, filled(Hash.SIZE, 2));
    }

    /** How many messages of each other the sides take, and all that they write. */
    private static List<Bytes> run(PasswordExchange one, PasswordExchange two, int takes) {
        List<Bytes> said = new ArrayList<>();
        for (int round = 1; round <= takes; round++) {
            Bytes fromOne = one.write();
            assertTrue(two.read(fromOne), "round " + round);
            Bytes fromTwo = two.write();
            assertTrue(one.read(fromTwo), "round " + round);
            said.add(fromOne);
            said.add(fromTwo);
        }
        return said;
    }

    @Test
    void whoKnowsTheSameCodeIsConfirmedAfterThreeMessages() {
        PasswordExchange one = initiator(CODE);
        PasswordExchange two = responder(CODE);
        run(one, two, ROUNDS - 1);
        assertFalse(one.confirmed() || two.confirmed());
        Bytes third = one.write();
        assertTrue(two.read(third) && two.confirmed() && !one.confirmed());
        assertTrue(one.read(two.write()) && one.confirmed());
    }

    /** The messages are a function of the seeds; so no upgrade of the library moves them unseen. */
    @Test
    void theMessagesAreThese() {
        List<Bytes> said = run(initiator(CODE), responder(CODE), ROUNDS);
        assertEquals(
                List.of(1600, 1600, 800, 800, 32, 32),
                said.stream().map(Bytes::size).toList());
        assertEquals(said, run(initiator(CODE), responder(CODE), ROUNDS));
        assertEquals(
                "8ece4f97cc14353a2fa4883e43a29f9328893a32031fbc4897c3ec4642fe8c6b",
                Hash.of(said.toArray(Bytes[]::new)).bytes().toHex());
    }

    @Test
    void theGroupIsThis() {
        JPAKEPrimeOrderGroup group = JPAKEPrimeOrderGroups.NIST_3072;
        Bytes all = Bytes.concat(fixed(group.getP(), 384), fixed(group.getQ(), 32), fixed(group.getG(), 384));
        assertEquals(
                "96444be74bfbe7767b9eb949841af898c371b7e088f18e16641aae8ee8394bf9",
                Hash.of(all).bytes().toHex());
    }

    private static Bytes fixed(BigInteger number, int size) {
        byte[] digits = number.toByteArray();
        Bytes unsigned = Bytes.owning(digits[0] == 0 ? Arrays.copyOfRange(digits, 1, digits.length) : digits);
        return Bytes.concat(filled(size - unsigned.size(), 0), unsigned);
    }

    /** Both tags, made with Python's integers from the format's words. */
    @Test
    void theTagsAreThese() {
        List<Bytes> said = run(initiator(CODE), responder(CODE), ROUNDS);
        assertEquals(
                "9afd219a76ac304fc0e79d84482536a96d80d13a849faf2bddab2f74dd6f0d35",
                said.get(4).toHex());
        assertEquals(
                "c9366f6ef30b2fb4d3893b4146c21f06f991bbd41fc91b6d5a97fd80fd2e473e",
                said.get(5).toHex());
    }

    /** The first message, as RFC 8236 has it: g^x1, g^x2, and for each a proof with g^r · (g^x)^h = g^v. */
    @Test
    void theFirstMessageProvesWhatItSays() {
        Bytes message = initiator(CODE).write();
        BigInteger p = JPAKEPrimeOrderGroups.NIST_3072.getP();
        BigInteger g = JPAKEPrimeOrderGroups.NIST_3072.getG();
        for (int i = 0; i < 2; i++) {
            BigInteger gx = number(message, 384 * i, 384);
            BigInteger gv = number(message, 768 + 416 * i, 384);
            BigInteger r = number(message, 768 + 416 * i + 384, 32);
            Bytes name = Bytes.utf8("initiator/" + CONTEXT.toHex());
            Bytes hashed = Bytes.concat(sized(g), sized(gv), sized(gx), u32(name.size()), name);
            BigInteger h = new BigInteger(Hash.of(hashed).bytes().toByteArray());
            assertEquals(gv, g.modPow(r, p).multiply(gx.modPow(h, p)).mod(p));
        }
    }

    private static BigInteger number(Bytes message, int from, int size) {
        return new BigInteger(1, message.slice(from, from + size).toByteArray());
    }

    private static Bytes sized(BigInteger number) {
        byte[] digits = number.toByteArray();
        Bytes unsigned = Bytes.owning(digits[0] == 0 ? Arrays.copyOfRange(digits, 1, digits.length) : digits);
        return Bytes.concat(u32(unsigned.size()), unsigned);
    }

    private static Bytes u32(int value) {
        return Bytes.owning(new byte[] {0, 0, (byte) (value >> 8), (byte) value});
    }

    @Test
    void anotherCodeIsFoundOutByTheThirdMessageAndNotBefore() {
        PasswordExchange one = initiator(CODE);
        PasswordExchange two = responder("047111");
        run(one, two, ROUNDS - 1);
        assertFalse(two.read(one.write()));
        assertFalse(one.read(filled(32, 0)));
        assertFalse(one.confirmed() || two.confirmed());
    }

    @Test
    void theFirstMessageSaysNothingAboutTheCode() {
        assertEquals(initiator(CODE).write(), initiator("999999").write());
    }

    @Test
    void theSecondMessageIsAnotherInEachExchangeThoughTheCodeIsTheSame() {
        PasswordExchange one = EXCHANGES.initiate(CODE, CONTEXT, filled(Hash.SIZE, 3));
        assertNotEquals(
                run(initiator(CODE), responder(CODE), 2).get(2),
                run(one, responder(CODE), 2).get(2));
    }

    @Test
    void whatWasSaidInAnotherContextOrByTheReaderItselfIsRefused() {
        PasswordExchange elsewhere = EXCHANGES.respond(CODE, filled(Hash.SIZE, 8), filled(Hash.SIZE, 2));
        assertFalse(initiator(CODE).read(elsewhere.write()));
        PasswordExchange one = initiator(CODE);
        assertFalse(one.read(one.write()));
        List<Bytes> said = run(initiator(CODE), responder(CODE), ROUNDS);
        for (int round = 1;
                round <= ROUNDS;
                round++) { // what the reader said itself, or the same once more, in its turn
            for (int stale : new int[] {2 * (round - 1), 2 * (round - 2) + 1}) {
                if (stale >= 0) {
                    PasswordExchange reader = initiator(CODE);
                    reader.write();
                    for (int i = 1; i < round; i++) {
                        assertTrue(reader.read(said.get(2 * i - 1)));
                        reader.write();
                    }
                    assertFalse(reader.read(said.get(stale)), "round " + round + ", message " + stale);
                }
            }
        }
    }

    /** Of every message some bit of every part is flipped, and it is cut and lengthened. */
    @Test
    void aMessageThatWasChangedIsRefusedAndNothingIsTakenAfterIt() {
        List<Bytes> said = run(initiator(CODE), responder(CODE), ROUNDS);
        for (int round = 1; round <= ROUNDS; round++) {
            Bytes right = said.get(2 * round - 1);
            List<Bytes> wrong = new ArrayList<>(List.of(
                    Bytes.EMPTY,
                    right.slice(1, right.size()),
                    Bytes.concat(right, filled(1, 0)),
                    filled(right.size(), 0),
                    filled(right.size(), 255),
                    Bytes.concat(filled(right.size() - 1, 0), filled(1, 1))));
            for (int at = 0; at < right.size(); at += Math.max(1, right.size() / 16)) {
                byte[] bytes = right.toByteArray();
                bytes[at] ^= (byte) (1 << at % 8);
                wrong.add(Bytes.owning(bytes));
            }
            for (Bytes message : wrong) {
                PasswordExchange one = initiator(CODE);
                one.write();
                for (int before = 1; before < round; before++) {
                    assertTrue(one.read(said.get(2 * before - 1)));
                    one.write();
                }
                assertFalse(one.read(message), "round " + round);
                assertFalse(one.read(right), "round " + round + ", after a wrong one");
                assertFalse(one.confirmed());
                assertThrows(IllegalStateException.class, one::write);
            }
        }
    }

    @Test
    void aFourthMessageIsRefused() {
        PasswordExchange one = initiator(CODE);
        List<Bytes> said = run(one, responder(CODE), ROUNDS);
        assertFalse(one.read(said.get(5)));
        assertFalse(one.confirmed());
    }

    @Test
    void aMessageIsWrittenOnceAndInItsTurn() {
        PasswordExchange one = initiator(CODE);
        one.write();
        assertThrows(IllegalStateException.class, one::write);
        assertTrue(one.read(responder(CODE).write()));
        one.write();
        assertThrows(IllegalStateException.class, one::write);
    }

    @Test
    void whatCannotBeAPasswordOrAContextIsRefused() {
        for (String code : List.of("", "a".repeat(65), "ü", "\n")) {
            assertThrows(IllegalArgumentException.class, () -> initiator(code));
        }
        Bytes seed = filled(Hash.SIZE, 1);
        assertThrows(IllegalArgumentException.class, () -> EXCHANGES.initiate(CODE, Bytes.EMPTY, seed));
        assertThrows(IllegalArgumentException.class, () -> EXCHANGES.respond(CODE, CONTEXT, filled(31, 1)));
    }

    @Test
    void chanceGrowsFromTheSeedAlone() {
        byte[] one = new byte[100];
        byte[] two = new byte[100];
        new SeededRandom(CONTEXT).nextBytes(one);
        new SeededRandom(CONTEXT).nextBytes(two);
        assertEquals(Bytes.copyOf(one), Bytes.copyOf(two));
        new SeededRandom(filled(Hash.SIZE, 6)).nextBytes(two);
        assertNotEquals(Bytes.copyOf(one), Bytes.copyOf(two));
        assertNotEquals(Bytes.copyOf(one).slice(0, 32), Bytes.copyOf(one).slice(32, 64));
    }
}
