package echo.crypto.jpake;

import echo.api.Bytes;
import echo.api.crypto.PasswordExchange;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.agreement.jpake.JPAKEParticipant;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroup;
import org.bouncycastle.crypto.agreement.jpake.JPAKEPrimeOrderGroups;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound1Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound2Payload;
import org.bouncycastle.crypto.agreement.jpake.JPAKERound3Payload;
import org.bouncycastle.crypto.digests.SHA256Digest;

/**
 * One side of J-PAKE. An element of the group is 384 bytes, an exponent 32, both big-endian; a proof is an element and an exponent.
 * Message 1: g^x1, g^x2, their proofs, 1,600 bytes. Message 2: A and its proof, 800 bytes. Message 3: a tag, 32 bytes.
 *
 * <p>One thread at a time.
 */
// The participant wants a round's own message made before it takes the other's of the next; so each is made as soon as
// it can be, and
// waits here.
final class JpakeExchange implements PasswordExchange {
    private static final JPAKEPrimeOrderGroup GROUP = JPAKEPrimeOrderGroups.NIST_3072;
    private static final int ELEMENT = 384;
    private static final int EXPONENT = 32;
    private static final int PROOF = ELEMENT + EXPONENT;
    private static final int FIRST = 2 * ELEMENT + 2 * PROOF;
    private static final int SECOND = ELEMENT + PROOF;
    private static final int TAG = 32;

    private final JPAKEParticipant participant;
    private final String other;
    private final Deque<Bytes> toSend = new ArrayDeque<>();
    private BigInteger key = BigInteger.ZERO;
    private int read;
    private boolean refused;
    private boolean confirmed;

    /** The side that is named {@code own} in its proofs. */
    JpakeExchange(String own, String other, char[] password, SecureRandom random) {
        this.other = other;
        this.participant = new JPAKEParticipant(own, password, GROUP, new SHA256Digest(), random);
        Arrays.fill(password, ' ');
        JPAKERound1Payload first = participant.createRound1PayloadToSend();
        Writer writer = new Writer(FIRST);
        writer.number(first.getGx1(), ELEMENT);
        writer.number(first.getGx2(), ELEMENT);
        writer.proof(first.getKnowledgeProofForX1());
        writer.proof(first.getKnowledgeProofForX2());
        toSend.add(writer.message());
    }

    @Override
    public Bytes write() {
        if (refused || toSend.isEmpty()) {
            throw new IllegalStateException("there is no message to write now");
        }
        return toSend.remove();
    }

    @Override
    public boolean read(Bytes message) {
        try {
            refused = refused || !take(message);
        } catch (CryptoException e) {
            refused = true; // what is proved is not so
        }
        return !refused;
    }

    @Override
    public boolean confirmed() {
        return confirmed && !refused;
    }

    private boolean take(Bytes message) throws CryptoException {
        read++;
        return switch (read) {
            case 1 -> first(message);
            case 2 -> second(message);
            case 3 -> third(message);
            default -> false;
        };
    }

    private boolean first(Bytes message) throws CryptoException {
        Reader reader = new Reader(message);
        if (message.size() != FIRST) {
            return false;
        }
        JPAKERound1Payload theirs = new JPAKERound1Payload(
                other, reader.number(ELEMENT), reader.number(ELEMENT), reader.proof(), reader.proof());
        if (!isReduced(theirs.getKnowledgeProofForX1()) || !isReduced(theirs.getKnowledgeProofForX2())) {
            return false;
        }
        participant.validateRound1PayloadReceived(theirs);
        JPAKERound2Payload second = participant.createRound2PayloadToSend();
        Writer writer = new Writer(SECOND);
        writer.number(second.getA(), ELEMENT);
        writer.proof(second.getKnowledgeProofForX2s());
        toSend.add(writer.message());
        return true;
    }

    private boolean second(Bytes message) throws CryptoException {
        Reader reader = new Reader(message);
        if (message.size() != SECOND) {
            return false;
        }
        JPAKERound2Payload theirs = new JPAKERound2Payload(other, reader.number(ELEMENT), reader.proof());
        if (!isReduced(theirs.getKnowledgeProofForX2s())) {
            return false;
        }
        participant.validateRound2PayloadReceived(theirs);
        key = participant.calculateKeyingMaterial();
        Writer writer = new Writer(TAG);
        writer.number(participant.createRound3PayloadToSend(key).getMacTag(), TAG);
        toSend.add(writer.message());
        return true;
    }

    private boolean third(Bytes message) throws CryptoException {
        if (message.size() != TAG) {
            return false;
        }
        // Bouncy Castle's tags are numbers with a sign.
        BigInteger tag = new BigInteger(message.toByteArray());
        participant.validateRound3PayloadReceived(new JPAKERound3Payload(other, tag), key);
        key = BigInteger.ZERO;
        confirmed = true;
        return true;
    }

    /** One way to write an exponent: below the order of the group. */
    private static boolean isReduced(BigInteger[] proof) {
        return proof[1].compareTo(GROUP.getQ()) < 0;
    }

    /** Takes a message apart, whose size is right. */
    private static final class Reader {
        private final Bytes message;
        private int at;

        Reader(Bytes message) {
            this.message = message;
        }

        BigInteger number(int size) {
            at += size;
            return new BigInteger(1, message.slice(at - size, at).toByteArray());
        }

        BigInteger[] proof() {
            return new BigInteger[] {number(ELEMENT), number(EXPONENT)};
        }
    }

    /** Puts a message together. */
    private static final class Writer {
        private final byte[] bytes;
        private int at;

        Writer(int size) {
            bytes = new byte[size];
        }

        /** The low {@code size} bytes of {@code number}'s two's complement, which has no more. */
        void number(BigInteger number, int size) {
            byte[] digits = number.toByteArray();
            int extra = Math.max(0, digits.length - size);
            Arrays.fill(bytes, at, at + size, (byte) (number.signum() < 0 ? -1 : 0));
            System.arraycopy(digits, extra, bytes, at + size - digits.length + extra, digits.length - extra);
            at += size;
        }

        void proof(BigInteger[] proof) {
            number(proof[0], ELEMENT);
            number(proof[1], EXPONENT);
        }

        Bytes message() {
            return Bytes.owning(bytes);
        }
    }
}
