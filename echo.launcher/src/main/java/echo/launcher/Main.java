package echo.launcher;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command line: starts the runtime of a distribution folder and waits until it stops. */
@Command(name = "echo", mixinStandardHelpOptions = true, description = "Starts an ECHO runtime.")
public final class Main implements java.util.concurrent.Callable<Integer> {
    @Option(names = "--home", defaultValue = "${sys:echo.home:-.}", description = "the distribution folder")
    private Path home = Path.of(".");

    private Main() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        EchoRuntime runtime = EchoRuntime.boot(new Home(home));
        System.out.println(runtime.summary());
        return runtime.awaitStop();
    }
}
