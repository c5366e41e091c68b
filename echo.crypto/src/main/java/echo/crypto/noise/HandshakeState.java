package echo.crypto.noise;

import echo.api.Bytes;
import echo.crypto.noise.HandshakePattern.Token;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One side's run through a handshake pattern (Noise §5.3), payloads included. {@link NoiseHandshake} says what of it a session
 * uses. One thread at a time.
 */
// A key of small order is refused where it is read, so that no later step, writing included, can meet an all-zero
// secret.
final class HandshakeState {
    /** Size of a Noise message, at most, in bytes (Noise §3). */
    static final int MESSAGE = 65_535;

    /** Bytes of a message beside its payload, at most: two keys, one of them sealed, and the payload's tag. */
    private static final int BESIDE_PAYLOAD = 2 * KeyAgreement.SIZE + 2 * Aead.TAG;

    private final HandshakePattern pattern;
    private final boolean initiator;
    private final Suite suite;
    private final Secrets secrets;
    private final SymmetricState symmetric;
    private byte @Nullable [] remoteStatic;
    private byte @Nullable [] remoteEphemeral;
    private int next;

    HandshakeState(HandshakePattern pattern, boolean initiator, Suite suite, Secrets secrets) {
        this.pattern = pattern;
        this.initiator = initiator;
        this.suite = suite;
        this.secrets = secrets;
        this.symmetric = new SymmetricState(pattern.protocolName(), suite.cipher());
    }

    /** This side's static secret and the one that it uses once. */
    static final class Secrets {
        private final byte[] fixed;
        private final byte[] ephemeral;

        /**
         * Copies both.
         *
         * @throws IllegalArgumentException if either is not {@value KeyAgreement#SIZE} bytes
         */
        Secrets(Bytes fixed, Bytes ephemeral) {
            this.fixed = checked(fixed);
            this.ephemeral = checked(ephemeral);
        }

        static byte[] checked(Bytes secret) {
            if (secret.size() != KeyAgreement.SIZE) {
                throw new IllegalArgumentException(
                        "an X25519 secret must be " + KeyAgreement.SIZE + " bytes, not " + secret.size());
            }
            return secret.toByteArray();
        }
    }

    /** Starts a pattern in which neither static key is known beforehand. */
    void begin(byte[] prologue) {
        symmetric.mixHash(prologue);
    }

    /** Starts a pattern in which this side knows the other's static key, or the other knows this one's, or both. */
    void begin(byte[] prologue, byte[] knownRemote) {
        begin(prologue);
        byte[] own = suite.agreement().publicKey(secrets.fixed);
        if (pattern.initiatorKnown()) {
            symmetric.mixHash(initiator ? own : knownRemote);
        }
        if (pattern.responderKnown()) {
            symmetric.mixHash(initiator ? knownRemote : own);
        }
        remoteStatic = knownRemote;
    }

    boolean complete() {
        return next == pattern.messages().size();
    }

    boolean writes() {
        return !complete() && initiator == (next % 2 == 0);
    }

    boolean reads() {
        return !complete() && !writes();
    }

    byte[] hash() {
        return symmetric.hash();
    }

    byte[] remoteStatic() {
        return known(remoteStatic);
    }

    CipherState sending(long rekeyInterval) {
        return new CipherState(suite.cipher().apply(symmetric.split()[initiator ? 0 : 1]), rekeyInterval);
    }

    CipherState receiving(long rekeyInterval) {
        return new CipherState(suite.cipher().apply(symmetric.split()[initiator ? 1 : 0]), rekeyInterval);
    }

    /** The next message. {@code payload} must leave it at most {@value #MESSAGE} bytes. */
    byte[] write(byte[] payload) {
        List<Token> tokens = pattern.messages().get(next++);
        ByteBuffer message = ByteBuffer.allocate(Math.min(MESSAGE, BESIDE_PAYLOAD + payload.length));
        for (Token token : tokens) {
            switch (token) {
                case E -> {
                    byte[] key = suite.agreement().publicKey(secrets.ephemeral);
                    symmetric.mixHash(key);
                    message.put(key);
                }
                case S -> message.put(symmetric.sealAndHash(suite.agreement().publicKey(secrets.fixed)));
                case EE, ES, SE, SS ->
                    symmetric.mixKey(agreed(token)
                            .orElseThrow(() -> new IllegalStateException("a key known beforehand has small order")));
            }
        }
        message.put(symmetric.sealAndHash(payload)).flip();
        byte[] written = new byte[message.remaining()];
        message.get(written);
        return written;
    }

    /** The payload of the peer's next message, or nothing when the message is malformed or not authentic. */
    Optional<byte[]> read(byte[] message) {
        if (message.length > MESSAGE) {
            return Optional.empty();
        }
        ByteBuffer rest = ByteBuffer.wrap(message);
        for (Token token : pattern.messages().get(next++)) {
            if (!take(token, rest)) {
                return Optional.empty();
            }
        }
        return part(rest, rest.remaining()).flatMap(symmetric::openAndHash);
    }

    private boolean take(Token token, ByteBuffer rest) {
        return switch (token) {
            case E -> {
                Optional<byte[]> key = part(rest, KeyAgreement.SIZE).filter(suite.agreement()::admits);
                key.ifPresent(symmetric::mixHash);
                remoteEphemeral = key.orElse(null);
                yield key.isPresent();
            }
            case S -> {
                Optional<byte[]> key = part(rest, KeyAgreement.SIZE + symmetric.overhead())
                        .flatMap(symmetric::openAndHash)
                        .filter(suite.agreement()::admits);
                remoteStatic = key.orElse(null);
                yield key.isPresent();
            }
            case EE, ES, SE, SS -> {
                Optional<byte[]> secret = agreed(token);
                secret.ifPresent(symmetric::mixKey);
                yield secret.isPresent();
            }
        };
    }

    private Optional<byte[]> agreed(Token token) {
        boolean ownEphemeral = token == Token.EE || token == (initiator ? Token.ES : Token.SE);
        boolean theirEphemeral = token == Token.EE || token == (initiator ? Token.SE : Token.ES);
        return suite.agreement()
                .agreement(
                        ownEphemeral ? secrets.ephemeral : secrets.fixed,
                        known(theirEphemeral ? remoteEphemeral : remoteStatic));
    }

    private static Optional<byte[]> part(ByteBuffer rest, int size) {
        if (rest.remaining() < size) {
            return Optional.empty();
        }
        byte[] part = new byte[size];
        rest.get(part);
        return Optional.of(part);
    }

    private static byte[] known(byte @Nullable [] key) {
        if (key == null) {
            throw new IllegalStateException("the peer's key is not known yet");
        }
        return key;
    }
}
