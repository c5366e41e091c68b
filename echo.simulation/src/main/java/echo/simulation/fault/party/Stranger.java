package echo.simulation.fault.party;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Somebody who knows no more than how the party is discovered talks nonsense to a node.
 *
 * @param most how many frames, at most
 */
public record Stranger(int most) implements Fault {
    @Override
    public String name() {
        return "stranger";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        SplittableRandom own = random.split();
        Optional<Bytes> preamble = world.preamble();
        preamble.ifPresent(known -> world.stranger().dial(node.address(), new Nonsense(known, most, own)));
        return preamble.isPresent();
    }

    private record Nonsense(Bytes preamble, int most, SplittableRandom random) implements ChannelHandler {
        @Override
        public void opened(Channel channel) {
            if (random.nextInt(4) > 0) {
                channel.send(preamble);
            }
            for (int left = 1 + random.nextInt(most); left > 0; left--) {
                int size = random.nextInt(50) == 0 ? Limits.FRAME_BYTES : 1 + random.nextInt(200);
                byte[] bytes = new byte[size];
                random.nextBytes(bytes);
                channel.send(Bytes.owning(bytes));
            }
        }

        @Override
        public void received(Bytes frame) {}

        @Override
        public void closed(String reason) {}
    }
}
