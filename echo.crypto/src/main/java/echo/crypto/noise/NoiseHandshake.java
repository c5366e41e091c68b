package echo.crypto.noise;

import echo.api.Bytes;
import echo.api.crypto.Handshake;
import org.jspecify.annotations.Nullable;

/** A session's handshake: empty payloads, and closed at the first message that is not what it must be. One thread at a time. */
final class NoiseHandshake implements Handshake {
    private static final byte[] EMPTY = new byte[0];

    private final HandshakeState state;
    private final long rekeyInterval;
    private boolean closed;
    private @Nullable SecureChannel channel;

    NoiseHandshake(HandshakeState state, long rekeyInterval) {
        this.state = state;
        this.rekeyInterval = rekeyInterval;
    }

    @Override
    public boolean writes() {
        return !closed && state.writes();
    }

    @Override
    public Bytes write() {
        if (!writes()) {
            throw new IllegalStateException("it is not this side's turn to write");
        }
        return Bytes.owning(state.write(EMPTY));
    }

    @Override
    public boolean read(Bytes message) {
        closed = closed
                || !state.reads()
                || message.size() > HandshakeState.MESSAGE
                || state.read(message.toByteArray())
                        .filter(payload -> payload.length == 0)
                        .isEmpty();
        return !closed;
    }

    @Override
    public boolean complete() {
        return !closed && state.complete();
    }

    @Override
    public SecureChannel channel() {
        requireComplete();
        if (channel == null) {
            channel = new NoiseChannel(state.sending(rekeyInterval), state.receiving(rekeyInterval));
        }
        return channel;
    }

    @Override
    public Bytes handshakeHash() {
        requireComplete();
        return Bytes.copyOf(state.hash());
    }

    @Override
    public Bytes remoteStatic() {
        requireComplete();
        return Bytes.copyOf(state.remoteStatic());
    }

    private void requireComplete() {
        if (!complete()) {
            throw new IllegalStateException("the handshake is not complete");
        }
    }
}
