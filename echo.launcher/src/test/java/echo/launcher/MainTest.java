package echo.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.launcher.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Bad input is answered with one line and the documented exit code, before any framework starts. */
class MainTest {
    private final Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    MainTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void helpTellsEveryCommandAndEveryExitCode() {
        assertEquals(0, run("--help"));
        for (String command : new String[] {"run", "demo", "key", "version", "completion"}) {
            assertTrue(out.toString().contains("\n  " + command), command);
        }
        for (ExitCode code : ExitCode.values()) {
            assertTrue(out.toString().contains(code.code() + "  " + code.meaning()), code.name());
        }
    }

    @Test
    void versionIsToldByCommandAndByOption() {
        assertEquals(0, run("version"));
        assertEquals(0, run("--version"));
        assertEquals(
                2,
                out.toString()
                        .lines()
                        .filter(line -> line.startsWith("echodb "))
                        .count());
    }

    @Test
    void completionKnowsTheOptions() {
        assertEquals(0, run("completion"));
        assertTrue(out.toString().contains("--listen"));
    }

    @Test
    void anUnknownCommandOrOptionIsUsage() {
        assertRefused(2, "'fly'", "fly");
        assertRefused(2, "'--lisn'", "run", "--lisn");
        assertRefused(2, "'many'", "demo", "--commits", "many");
        assertRefused(2, "--commits: 0", "demo", "--commits", "0");
    }

    @Test
    void aKeyCommandWithoutWordsIsUsageAndOneWithoutABuildIsUnavailable() {
        assertRefused(2, "WORD", "key");
        assertRefused(7, "build ECHO again", "key", "--data", "" + folder, "machine");
    }

    @Test
    void aMalformedAddressIsUsage() {
        assertRefused(2, "--listen: 'here' is not an address", "run", "--data", "" + folder, "--listen", "here");
        assertRefused(2, "--connect: 'x:99999'", "run", "--data", "" + folder, "--connect", "x:99999");
    }

    @Test
    void aFolderThatIsAFileIsStorage() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertRefused(4, "is a file; choose another", "run", "--data", file.toString());
        assertRefused(
                4, "cannot be made", "run", "--data", file.resolve("below").toString());
    }

    @Test
    void aFolderThatAnotherNodeHoldsIsStorage() throws IOException {
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.lock()) {
            assertTrue(lock.isValid());
            assertRefused(4, "another node runs on the data folder", "run", "--data", folder.toString());
        }
    }

    @Test
    void aBusyPortIsNetwork() throws IOException {
        try (ServerSocket busy = new ServerSocket()) {
            busy.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String address = "127.0.0.1:" + busy.getLocalPort();
            assertRefused(3, "cannot listen at tcp://" + address, "run", "--data", "" + folder, "--listen", address);
        }
    }

    private void assertRefused(int code, String reason, String... args) {
        err.getBuffer().setLength(0);
        assertEquals(code, run(args), err.toString());
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("echodb: "), err.toString());
        assertTrue(err.toString().contains(reason), err.toString());
    }

    private int run(String... args) {
        CommandLine line = Main.commandLine();
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
    }
}
