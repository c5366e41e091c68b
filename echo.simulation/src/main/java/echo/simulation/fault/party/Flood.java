package echo.simulation.fault.party;

import echo.api.Bytes;
import echo.api.transport.Channel;
import echo.api.transport.ChannelHandler;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.SplittableRandom;

/**
 * Somebody opens many channels to a node and says next to nothing on them.
 *
 * @param most how many channels, at most
 */
public record Flood(int most) implements Fault {
    @Override
    public String name() {
        return "flood";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        SimNode node = world.any(random);
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            world.stranger().dial(node.address(), new Silence(random.nextBoolean()));
        }
        return true;
    }

    private record Silence(boolean speaks) implements ChannelHandler {
        @Override
        public void opened(Channel channel) {
            if (speaks) {
                channel.send(Bytes.utf8("?"));
            }
        }

        @Override
        public void received(Bytes frame) {}

        @Override
        public void closed(String reason) {}
    }
}
