package echo.launcher.felix;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error while a node starts: held back, since a node that does not come up is told of in one line, and its log has
 * the rest. Gogo wraps whatever stream is there when it starts, so the stream stays and only where it leads to changes.
 *
 * <p>Any thread.
 */
final class HeldErrors extends OutputStream {
    private final PrintStream real;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private boolean released;

    private HeldErrors(PrintStream real) {
        this.real = real;
    }

    /** From now on nothing that is written to {@link System#err} appears. */
    static HeldErrors hold() {
        HeldErrors errors = new HeldErrors(System.err);
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        return errors;
    }

    /** Prints what was held; from now on all appears at once. */
    synchronized void release() {
        real.writeBytes(held.toByteArray());
        real.flush();
        held.reset();
        released = true;
    }

    /** Forgets what was held; from now on what this process writes appears at once. */
    synchronized void drop() {
        held.reset();
        System.setErr(real);
    }

    @Override
    public void write(int unit) {
        write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int count) {
        if (released) {
            real.write(bytes, from, count);
        } else {
            held.write(bytes, from, count);
        }
    }

    @Override
    public synchronized void flush() {
        if (released) {
            real.flush();
        }
    }
}
