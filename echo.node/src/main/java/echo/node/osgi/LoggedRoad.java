package echo.node.osgi;

import echo.api.PartyKey;
import echo.node.Road;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the road's notes to the loggers {@code echo.road.intend} to {@code echo.road.ask}, at level debug. */
final class LoggedRoad implements Road {
    private final Map<Verb, Logger> loggers = new EnumMap<>(Verb.class);

    LoggedRoad() {
        for (Verb verb : Verb.values()) {
            loggers.put(verb, LoggerFactory.getLogger("echo.road." + verb.name().toLowerCase(Locale.ROOT)));
        }
    }

    @Override
    public void note(Step step, PartyKey party, Supplier<String> line) {
        Logger logger = loggers.getOrDefault(step.verb(), LoggerFactory.getLogger("echo.road"));
        if (logger.isDebugEnabled()) {
            logger.debug("{} {}", party.shortHex(), line.get());
        }
    }

    @Override
    public void alarm(PartyKey party, String line) {
        LoggerFactory.getLogger("echo.road.keep").warn("{} {}", party.shortHex(), line);
    }
}
