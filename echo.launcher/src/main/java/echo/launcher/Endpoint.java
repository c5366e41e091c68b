package echo.launcher;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address as people write it, read as {@code echo.api.transport.Address} does.
 *
 * @param scheme the transport, {@code tcp} unless given
 * @param host name or number
 * @param port 0 to 65,535
 */
record Endpoint(String scheme, String host, int port) {
    private static final Pattern FORM = Pattern.compile("(?:([a-z][a-z0-9]*)://)?(\\[[^\\]]+]|[^:/]+):(\\d{1,5})");
    private static final int LAST_PORT = 65_535;

    /**
     * Reads {@code [SCHEME://]HOST:PORT}; an IPv6 number stands in brackets.
     *
     * @param option what to name in the refusal
     */
    static Endpoint parse(String option, String text) {
        Matcher form = FORM.matcher(text);
        if (form.matches() && Integer.parseInt(form.group(3)) <= LAST_PORT) {
            String scheme = form.group(1) == null ? "tcp" : form.group(1);
            String host = form.group(2).replace("[", "").replace("]", "");
            return new Endpoint(scheme, host, Integer.parseInt(form.group(3)));
        }
        throw new Trouble(
                ExitCode.USAGE, option + ": '" + text + "' is not an address; write HOST:PORT, as 127.0.0.1:7400");
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
