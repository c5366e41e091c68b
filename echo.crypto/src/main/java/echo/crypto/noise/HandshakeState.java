package echo.crypto.noise;

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

    private final HandshakePattern pattern;
    private final boolean initiator;
    private final byte[] staticSecret;
    private final byte[] ephemeralSecret;
    private final SymmetricState symmetric;
    private byte @Nullable [] remoteStatic;
    private byte @Nullable [] remoteEphemeral;
    private int next;

    HandshakeState(HandshakePattern pattern, boolean initiator, byte[] staticSecret, byte[] ephemeralSecret) {
        this.pattern = pattern;
        this.initiator = initiator;
        this.staticSecret = staticSecret;
        this.ephemeralSecret = ephemeralSecret;
        this.symmetric = new SymmetricState(pattern.protocolName());
    }

    /** Starts a pattern in which neither static key is known beforehand. */
    void begin(byte[] prologue) {
        symmetric.mixHash(prologue);
    }

    /** Starts a pattern in which this side knows the other's static key, or the other knows this one's, or both. */
    void begin(byte[] prologue, byte[] knownRemote) {
        begin(prologue);
        byte[] own = Curve25519.publicKey(staticSecret);
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
        return new CipherState(symmetric.split()[initiator ? 0 : 1], rekeyInterval);
    }

    CipherState receiving(long rekeyInterval) {
        return new CipherState(symmetric.split()[initiator ? 1 : 0], rekeyInterval);
    }

    /** The next message. {@code payload} must leave it at most {@value #MESSAGE} bytes. */
    byte[] write(byte[] payload) {
        List<Token> tokens = pattern.messages().get(next++);
        ByteBuffer message = ByteBuffer.allocate(MESSAGE);
        for (Token token : tokens) {
            switch (token) {
                case E -> {
                    byte[] key = Curve25519.publicKey(ephemeralSecret);
                    symmetric.mixHash(key);
                    message.put(key);
                }
                case S -> message.put(symmetric.sealAndHash(Curve25519.publicKey(staticSecret)));
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
                Optional<byte[]> key = part(rest, Curve25519.SIZE).filter(Curve25519::admits);
                key.ifPresent(symmetric::mixHash);
                remoteEphemeral = key.orElse(null);
                yield key.isPresent();
            }
            case S -> {
                Optional<byte[]> key = part(rest, Curve25519.SIZE + symmetric.overhead())
                        .flatMap(symmetric::openAndHash)
                        .filter(Curve25519::admits);
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
        return Curve25519.agreement(
                ownEphemeral ? ephemeralSecret : staticSecret, known(theirEphemeral ? remoteEphemeral : remoteStatic));
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
