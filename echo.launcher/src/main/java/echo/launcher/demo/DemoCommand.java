package echo.launcher.demo;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Interrupts;
import echo.launcher.exit.Terminal;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code echodb demo}: two nodes agree on the history of a git repository. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        header = "Lets two nodes agree on a git history, live; ends by itself.",
        description = {
            "Two processes share a party; one imports a repository's history (or a folder tree).",
            "Then the line is cut, both write to the same items, the line heals, and both must hold the same."
        })
public final class DemoCommand implements Callable<Integer> {
    @Option(
            names = "--repo",
            paramLabel = "DIR",
            defaultValue = ".",
            description = "the repository, or a folder, to import (default: the one you stand in)")
    private Path repository = Path.of(".");

    @Option(
            names = "--commits",
            paramLabel = "N",
            defaultValue = "500",
            description = "import the newest N commits (default: ${DEFAULT-VALUE})")
    private int commits;

    @Option(names = "--keep", description = "then leave both nodes running, with a shell on A")
    private boolean keep;

    /** Run by picocli. */
    public DemoCommand() {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isDirectory(repository)) {
            throw new Trouble(
                    ExitCode.USAGE, "--repo: " + repository + " is no folder; name a git repository or a folder");
        } else if (commits < 1) {
            throw new Trouble(ExitCode.USAGE, "--commits: " + commits + " is too few; write a number from 1");
        } else if (keep && !Terminal.isThere()) {
            throw new Trouble(ExitCode.USAGE, "--keep needs a terminal; leave it out, or use two times: echodb run");
        }
        String address = "tcp://127.0.0.1:" + freePort();
        Story story = new Story(System.out, Terminal.isThere());
        story.say("ECHO demo: two nodes in two processes share one party and import " + repository.toRealPath());
        try (ScratchFolder scratch = ScratchFolder.make()) {
            play(scratch.path(), address, story);
        }
        story.say(String.format(
                java.util.Locale.ROOT,
                "Done in %.1f s; A and B are equal, their folders are removed.",
                story.seconds()));
        return ExitCode.OK.code();
    }

    private void play(Path scratch, String address, Story story) throws IOException, InterruptedException {
        List<String> listen = List.of("--listen", address);
        NodeProcess a = NodeProcess.start("A", scratch.resolve("a"), listen);
        NodeProcess b = NodeProcess.start("B", scratch.resolve("b"), List.of());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            a.kill();
            b.kill();
        }));
        try (a;
                b) {
            new Script(a, b, address, story).play(repository.toRealPath(), commits);
            if (keep) {
                stay(a, b, listen, story);
            }
        }
    }

    /** A starts anew at this terminal, on the same folder; B dials it again by itself. */
    private static void stay(NodeProcess a, NodeProcess b, List<String> listen, Story story)
            throws IOException, InterruptedException {
        story.say("B keeps running as process " + b.pid() + ", log in " + b.folder()
                + "/log. A starts again here, with a shell:");
        story.say("try item:tree, peer:list, state:hash. When you type exit, both end and their folders are removed.");
        a.close();
        Interrupts.ignore();
        NodeProcess.atTerminal(a.folder(), listen);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        }
    }
}
