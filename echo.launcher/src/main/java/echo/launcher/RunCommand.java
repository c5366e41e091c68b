package echo.launcher;

import echo.launcher.exit.Interrupts;
import echo.launcher.exit.Terminal;
import echo.launcher.felix.EchoRuntime;
import echo.launcher.felix.Home;
import echo.launcher.felix.NodeOptions;
import echo.launcher.felix.NodeOptions.ConsoleKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code echodb run}: one node, until it is told to stop. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a node, with a shell if this is a terminal.",
            "Without a terminal and without --batch it runs until it gets SIGTERM."
        })
final class RunCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "echo-data",
            description = "the node's folder: keys, feeds, log (default: ./echo-data)")
    private Path data = Path.of("echo-data");

    @Option(names = "--listen", paramLabel = "HOST:PORT", description = "accept connections there; needed to invite")
    private @Nullable String listen;

    @Option(names = "--connect", paramLabel = "HOST:PORT", description = "keep a connection to a node; may be repeated")
    private List<String> connect = new ArrayList<>();

    @Option(
            names = "--passphrase",
            paramLabel = "FILE",
            description = "the file that holds the passphrase which seals the node's key")
    private @Nullable Path passphrase;

    @Option(
            names = "--batch",
            description = "read commands from standard input, answer each with its output and 'ok' or 'error: REASON', "
                    + "end at its end with the code of the first error")
    private boolean batch;

    @Option(names = "--home", hidden = true, defaultValue = "${sys:echo.home:-.}", description = "the distribution")
    private Path home = Path.of(".");

    @Option(
            names = "--ignore-interrupt",
            hidden = true,
            description = "leave Ctrl-C to another process of the terminal")
    private boolean ignoreInterrupt;

    @Override
    public Integer call() throws Exception {
        if (ignoreInterrupt) {
            Interrupts.ignore();
        }
        Optional<Endpoint> address = Optional.ofNullable(listen).map(text -> Endpoint.parse("--listen", text));
        List<String> peers = connect.stream()
                .map(text -> Endpoint.parse("--connect", text).toString())
                .toList();
        Preflight.folder(data);
        address.ifPresent(Preflight::port);
        ConsoleKind console = console();
        NodeOptions node =
                new NodeOptions(data, address.map(Endpoint::toString), peers, Optional.ofNullable(passphrase), console);
        EchoRuntime runtime = EchoRuntime.boot(new Home(home), node);
        if (console == ConsoleKind.NONE) {
            System.out.println("echodb: node in " + node.data() + " runs"
                    + address.map(at -> " and listens at " + at).orElse("") + "; " + runtime.summary());
        }
        return runtime.awaitStop();
    }

    private ConsoleKind console() {
        if (batch) {
            return ConsoleKind.BATCH;
        }
        return Terminal.isThere() ? ConsoleKind.TERMINAL : ConsoleKind.NONE;
    }
}
