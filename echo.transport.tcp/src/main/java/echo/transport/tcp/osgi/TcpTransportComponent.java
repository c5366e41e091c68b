package echo.transport.tcp.osgi;

import echo.api.transport.Address;
import echo.api.transport.ChannelHandler;
import echo.api.transport.Transport;
import echo.transport.tcp.TcpTransport;
import java.util.function.Function;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.LoggerFactory;

/** Registers {@link TcpTransport}. When the bundle stops, all of its channels and listeners close, and its ports are free. */
@Component(service = Transport.class, immediate = true, property = "echo.transport=" + TcpTransport.SCHEME)
public final class TcpTransportComponent implements Transport {
    private final TcpTransport transport;

    @Activate
    public TcpTransportComponent() {
        this.transport = new TcpTransport(LoggerFactory.getLogger(TcpTransport.class)::warn);
    }

    @Override
    public String scheme() {
        return transport.scheme();
    }

    @Override
    public Listener listen(Address at, Function<Address, ChannelHandler> acceptor) {
        return transport.listen(at, acceptor);
    }

    @Override
    public void dial(Address to, ChannelHandler handler) {
        transport.dial(to, handler);
    }

    @Deactivate
    void close() {
        transport.close();
    }
}
