package echo.node.rendezvous;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.crypto.Handshake;
import echo.api.crypto.Handshake.SecureChannel;
import echo.api.transport.Address;
import echo.api.transport.Channel;
import echo.codec.Decoded;
import echo.crypto.noise.NoiseHandshakes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Somebody on the other side of a channel who says on a sealed line whatever a test wants, to a host or, if it was dialled, to a guest.
 * It is the channel, too. One thread.
 */
final class Speaker implements Channel {
    final Handshake handshake;
    final List<Bytes> came = new ArrayList<>();
    private final boolean dials;
    private final List<RendezvousFrame> heard = new ArrayList<>();
    private Optional<End> other = Optional.empty();
    private Optional<SecureChannel> sealing = Optional.empty();
    boolean closed;

    Speaker(boolean dials, int number) {
        this(dials, handshake(dials, number));
    }

    /** Somebody who has {@code handshake}, as the side that {@code dials}. */
    Speaker(boolean dials, Handshake handshake) {
        this.dials = dials;
        this.handshake = handshake;
    }

    /** A handshake of the side that {@code dials}, whose keys are made of {@code number}. */
    static Handshake handshake(boolean dials, int number) {
        return handshake(new NoiseHandshakes(), dials, number);
    }

    /** The same, by other handshakes. */
    static Handshake handshake(NoiseHandshakes noise, boolean dials, int number) {
        return dials
                ? noise.initiate(Rendezvous.PREAMBLE, secret(2 * number), secret(2 * number + 1))
                : noise.respond(Rendezvous.PREAMBLE, secret(2 * number), secret(2 * number + 1));
    }

    static Bytes secret(int number) {
        byte[] bytes = new byte[Hash.SIZE];
        Arrays.fill(bytes, (byte) 1);
        bytes[0] = (byte) number;
        bytes[1] = (byte) (number >> 8);
        return Bytes.owning(bytes);
    }

    /** Makes the line to {@code end}, whose channel this is. */
    Speaker meets(End end) {
        other = Optional.of(end);
        end.start();
        if (dials) {
            end.receive(handshake.write());
            handshake.read(came.get(0));
            end.receive(handshake.write());
        } else { // the preamble came, and the first message
            handshake.read(came.get(1));
            end.receive(handshake.write());
            handshake.read(came.get(2));
        }
        sealing = Optional.of(handshake.channel());
        came.subList(dials ? 1 : 3, came.size()).forEach(this::open);
        return this;
    }

    /** Says {@code frame}. */
    Speaker says(RendezvousFrame frame) {
        return seals(frame.encode());
    }

    /** Says {@code plain}, whatever that is. */
    Speaker seals(Bytes plain) {
        other.orElseThrow().receive(sealing.orElseThrow().seal(plain));
        return this;
    }

    /** What the other side said and nobody took yet. */
    List<RendezvousFrame> hears() {
        List<RendezvousFrame> all = List.copyOf(heard);
        heard.clear();
        return all;
    }

    /** The one thing that the other side said. */
    RendezvousFrame hearsOne() {
        List<RendezvousFrame> all = hears();
        if (all.size() != 1) {
            throw new AssertionError("not one frame but " + all.size());
        }
        return all.get(0);
    }

    private void open(Bytes frame) {
        Bytes plain = sealing.orElseThrow().open(frame).orElseThrow();
        heard.add(((Decoded.Valid<RendezvousFrame>) RendezvousFrame.decode(plain)).value());
    }

    @Override
    public Address remote() {
        return new Address("sim", "somebody", 1);
    }

    @Override
    public void send(Bytes frame) {
        if (!closed) {
            came.add(frame);
            if (sealing.isPresent()) {
                open(frame);
            }
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
