package echo.simulation.network;

import echo.api.transport.Address;
import echo.api.transport.Transport;
import echo.simulation.contract.TransportContract;
import echo.transport.tcp.TcpTransport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** TCP, on real sockets of this machine. */
final class TcpTransportTest extends TransportContract {
    private final List<TcpTransport> running = new ArrayList<>();

    @Override
    protected Transport transport() {
        TcpTransport transport = new TcpTransport((line, cause) -> {});
        running.add(transport);
        return transport;
    }

    @Override
    protected void stop(Transport transport) {
        ((TcpTransport) transport).close();
    }

    @Override
    protected Address free(Transport transport) {
        return new Address("tcp", "127.0.0.1", 0);
    }

    @Override
    protected Address nowhere(Transport transport) {
        return new Address("tcp", "127.0.0.1", 1);
    }

    @AfterEach
    void stopAll() {
        running.forEach(TcpTransport::close);
    }
}
