package echo.launcher.demo;

import java.io.PrintStream;
import java.util.Locale;

/** What the demo prints: a line for each step with the time it took, and in between one line that changes. */
final class Story {
    private static final int WIDTH = 100;

    /** Without a terminal the changing line is printed anew, so not more often than this. */
    private static final long QUIET_MS = 2_000;

    private final PrintStream out;
    private final boolean terminal;
    private final long beginNs = System.nanoTime();
    private long stepNs = beginNs;
    private long liveNs = beginNs;
    private int step;
    private boolean liveOpen;

    Story(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** A heading or a remark. */
    void say(String line) {
        closeLive();
        out.println(line);
    }

    /** A step that has ended, with the time since the one before. */
    void step(String name, String what) {
        closeLive();
        long now = System.nanoTime();
        String line = String.format("%2d %-7s %s", ++step, name, what);
        out.printf(Locale.ROOT, "%-" + WIDTH + "s %6.2f s%n", line, (now - stepNs) / 1e9);
        stepNs = now;
    }

    /** More about the step that has ended. */
    void detail(String line) {
        closeLive();
        out.println("           " + line);
    }

    /** What is so just now. */
    void live(String line) {
        long now = System.nanoTime();
        if (terminal) {
            out.printf("\r           %-" + WIDTH + "s", line);
            out.flush();
            liveOpen = true;
        } else if (now - liveNs > QUIET_MS * 1_000_000) {
            liveNs = now;
            out.println("           " + line);
        }
    }

    /** Time since the beginning, in seconds. */
    double seconds() {
        return (System.nanoTime() - beginNs) / 1e9;
    }

    private void closeLive() {
        if (liveOpen) {
            out.printf("\r%-" + (WIDTH + 11) + "s\r", "");
            liveOpen = false;
        }
    }
}
