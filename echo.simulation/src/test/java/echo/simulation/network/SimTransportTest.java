package echo.simulation.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.transport.Address;
import echo.api.transport.Transport;
import echo.simulation.contract.TransportContract;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGeneratorFactory;

/** The simulated network, its faults off, in virtual time. */
final class SimTransportTest extends TransportContract {
    private final VirtualTime time = new VirtualTime();
    private final SimNetwork network =
            new SimNetwork(time, RandomGeneratorFactory.of("L64X128MixRandom").create(7));
    private int nodes;

    SimTransportTest() {
        network.calm();
    }

    @Override
    protected Transport transport() {
        return network.transport("node" + nodes++);
    }

    @Override
    protected void stop(Transport transport) {
        ((SimTransport) transport).close();
    }

    @Override
    protected Address free(Transport transport) {
        return new Address("sim", ((SimTransport) transport).host(), 0);
    }

    @Override
    protected Address nowhere(Transport transport) {
        return new Address("sim", "nobody", 7400);
    }

    @Override
    protected boolean hasThreads() {
        return false;
    }

    @Override
    protected void await(String what, BooleanSupplier reached) {
        assertTrue(time.runUntil(reached), () -> "never reached: " + what);
    }
}
