package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import echo.crypto.jpake.JpakeExchanges;
import org.osgi.service.component.annotations.Component;

/** Registers {@link JpakeExchanges}. Any thread. */
@Component
public final class PasswordExchangesComponent implements PasswordExchanges {
    private final PasswordExchanges exchanges = new JpakeExchanges();

    @Override
    public PasswordExchange initiate(String password, Bytes context, Bytes seed) {
        return exchanges.initiate(password, context, seed);
    }

    @Override
    public PasswordExchange respond(String password, Bytes context, Bytes seed) {
        return exchanges.respond(password, context, seed);
    }
}
