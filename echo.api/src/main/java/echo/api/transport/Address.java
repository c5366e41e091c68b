package echo.api.transport;

import echo.api.EchoException;
import java.util.regex.Pattern;

/**
 * Where a transport listens or dials, as {@code scheme://host:port}.
 *
 * @param scheme the transport's scheme, as {@code tcp}: a small letter, then small letters, digits, +, - and dots
 * @param host name or number, without blanks, commas and slashes; IPv6 numbers without brackets
 * @param port 0 to 65,535; 0 asks a listener for any free port
 */
public record Address(String scheme, String host, int port) {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*");
    private static final Pattern HOST = Pattern.compile("[^\\s\\p{Cntrl},/\\[\\]]+");

    public Address {
        if (!SCHEME.matcher(scheme).matches() || !HOST.matcher(host).matches() || port < 0 || port > 65_535) {
            throw malformed(scheme + "://" + host + ":" + port);
        }
    }

    /**
     * Reads {@code [scheme://]host:port}; without a scheme it is {@code tcp}.
     *
     * @throws EchoException of kind {@code USAGE} for another form
     */
    public static Address parse(String text) {
        int slashes = text.indexOf("://");
        String scheme = slashes < 0 ? "tcp" : text.substring(0, slashes);
        String rest = slashes < 0 ? text : text.substring(slashes + 3);
        int colon = rest.lastIndexOf(':');
        if (colon <= 0) {
            throw malformed(text);
        }
        String host = rest.substring(0, colon).replace("[", "").replace("]", "");
        try {
            return new Address(scheme, host, Integer.parseInt(rest.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    @Override
    public String toString() {
        return scheme + "://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    private static EchoException malformed(String text) {
        return new EchoException(
                EchoException.Kind.USAGE, "'" + text + "' is not an address; write HOST:PORT, as 127.0.0.1:7400");
    }
}
