package echo.transport.tcp;

/** Hears of faults that nobody called for: a handler that threw, a listener that cannot accept. Any thread. */
@FunctionalInterface
public interface Trouble {
    /** One line for people, and what was thrown. */
    void report(String line, Throwable cause);
}
