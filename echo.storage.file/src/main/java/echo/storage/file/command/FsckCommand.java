package echo.storage.file.command;

import echo.api.EchoException;
import echo.storage.file.Finding;
import echo.storage.file.Fsck;
import echo.storage.file.disk.NioDisk;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;

/** {@code echodb fsck [--repair] DIR}: a line for each fault, and a line that counts. One thread. */
public final class FsckCommand {
    private static final int OK = 0;

    private FsckCommand() {}

    /**
     * Looks at a data folder.
     *
     * @param words {@code --repair}, or not; then the folder
     * @return 0 if nothing was wrong, 6 if something was, also if it was repaired, 4 if the folder cannot be used
     */
    public static int run(String... words) {
        boolean repair = List.of(words).contains("--repair");
        Path folder = Path.of(words[words.length - 1]);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        if (Files.exists(folder.resolve("echo.sqlite"))) {
            System.err.println("echodb: " + folder
                    + " is kept by the SQLite storage, which looks at its file whenever it opens it;"
                    + " sqlite3 looks closer: PRAGMA integrity_check");
            return EchoException.Kind.USAGE.exitCode();
        }
        if (!Files.isDirectory(folder.resolve("parties"))) {
            System.err.println("echodb: " + folder + " is no data folder of ECHO: there is no folder parties in it");
            return EchoException.Kind.STORAGE.exitCode();
        }
        Tally tally = new Tally(out);
        Fsck fsck = new Fsck(new NioDisk(folder), tally::take);
        try {
            if (repair) {
                fsck.repair(new SecureRandom());
            } else {
                fsck.look();
            }
        } catch (EchoException e) {
            System.err.println("echodb: " + e.getMessage());
            return e.kind().exitCode();
        }
        out.println("looked at " + fsck.summary() + ": " + tally.faults + (tally.faults == 1 ? " fault" : " faults"));
        if (tally.faults > 0 && !repair) {
            out.println("nothing was changed; echodb fsck --repair " + folder
                    + " makes the logs whole up to what they lack, and peers send the rest");
        }
        return tally.faults == 0 ? OK : EchoException.Kind.CORRUPT.exitCode();
    }

    /** Prints findings and counts those that are faults. */
    private static final class Tally {
        private final PrintStream out;
        private int faults;

        Tally(PrintStream out) {
            this.out = out;
        }

        void take(Finding finding) {
            out.println(finding);
            if (finding.kind() == Finding.Kind.DAMAGED || finding.kind() == Finding.Kind.LOST) {
                faults++;
            }
        }
    }
}
