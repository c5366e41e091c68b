package echo.simulation.fault.party;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.crypto.Handshake;
import echo.api.feed.Run;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.MessageCodec;
import echo.replication.Frame;
import echo.replication.FrameCodec;
import echo.simulation.disk.DiskContent;
import echo.simulation.disk.Survival;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Somebody who has got hold of the founder's credentials, which are no secret, and of no key, says that it is the founder. No node
 * tells it more than who it is itself (P3).
 *
 * @param most to how many nodes, one after the other, at most
 */
public record Impostor(int most) implements Fault {
    @Override
    public String name() {
        return "impostor";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        Optional<Bytes> proof = world.node(0).party().flatMap(party -> proof(world.node(0), party.key()));
        for (int left = random.nextInt(most); left >= 0; left--) {
            SimNode node = world.any(random);
            Optional<Handshake> handshake = world.handshake(noise(random), noise(random));
            if (proof.isPresent() && handshake.isPresent()) {
                world.stranger().dial(node.address(), new Pretender(world, node, handshake.get(), proof.get()));
            }
        }
        return proof.isPresent();
    }

    private static Bytes noise(SplittableRandom random) {
        byte[] bytes = new byte[Hash.SIZE];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    /** The credentials with which the party begins: the body of the founder's first control message. */
    private static Optional<Bytes> proof(SimNode founder, PartyKey party) {
        FeedKey first = new FeedKey(founder.controlKey(party).publicKey());
        List<Run> runs =
                DiskContent.read(founder.disk().image(Survival.NONE), party).orElse(List.of());
        return runs.stream()
                .filter(run -> run.head().feed().equals(first) && run.from() == 0)
                .flatMap(run -> MessageCodec.decode(run.payloads().get(0)) instanceof Decoded.Valid<Message> valid
                        ? Optional.of(valid.value().body()).stream()
                        : Optional.<Bytes>empty().stream())
                .findFirst();
    }

    private static final class Pretender implements ChannelHandler {
        private final World world;
        private final SimNode node;
        private final Handshake handshake;
        private final Bytes proof;
        private Optional<Channel> channel = Optional.empty();
        private Optional<Handshake.SecureChannel> secure = Optional.empty();

        Pretender(World world, SimNode node, Handshake handshake, Bytes proof) {
            this.world = world;
            this.node = node;
            this.handshake = handshake;
            this.proof = proof;
        }

        @Override
        public void opened(Channel opened) {
            channel = Optional.of(opened);
            world.preamble().ifPresent(opened::send);
            advance(opened);
        }

        private void advance(Channel to) {
            while (!handshake.complete() && handshake.writes()) {
                to.send(handshake.write());
            }
            if (handshake.complete()) {
                Handshake.SecureChannel sealing = handshake.channel();
                secure = Optional.of(sealing);
                to.send(sealing.seal(FrameCodec.encode(new Frame.Greeting(proof))));
            }
        }

        @Override
        public void received(Bytes bytes) {
            if (secure.isPresent()) {
                secure.get()
                        .open(bytes)
                        .filter(plain -> FrameCodec.decode(plain) instanceof Decoded.Valid<Frame> frame
                                && !frame.value().early())
                        .ifPresent(plain -> world.complain("P3", node + " takes an impostor for the founder"));
            } else if (handshake.read(bytes)) {
                channel.ifPresent(this::advance);
            }
        }

        @Override
        public void closed(String reason) {
            secure.ifPresent(sealing -> world.trace().count("impostor turned away"));
        }
    }
}
