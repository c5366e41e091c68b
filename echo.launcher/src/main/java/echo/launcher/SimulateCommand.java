package echo.launcher;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code echodb simulate}: a party of many nodes in this process, over a simulated network and simulated disks. The simulator's
 * classes are loaded from the distribution, without Felix.
 */
@Command(
        name = "simulate",
        description =
                "Simulates a party in which things go wrong, and draws what happened. One seed, one course of events.",
        mixinStandardHelpOptions = true)
final class SimulateCommand implements Callable<Integer> {
    private static final int MOST_PEERS = 64;
    private static final int MOST_WRITES = 1_000_000;

    @Option(
            names = "--peers",
            paramLabel = "N",
            defaultValue = "4",
            description = "Nodes, 2 to 64. Default: ${DEFAULT-VALUE}.")
    private int peers;

    @Option(
            names = "--writes",
            paramLabel = "N",
            defaultValue = "300",
            description = "Writes, in all. Default: ${DEFAULT-VALUE}.")
    private int writes;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Where all chance comes from. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--faults",
            paramLabel = "KIND,...",
            defaultValue = "partition,crash,reset",
            description =
                    "What goes wrong: kinds, all or none. An unknown one gets the list. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String faults;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, ReflectiveOperationException {
        require("--peers", peers, 2, MOST_PEERS);
        require("--writes", writes, 1, MOST_WRITES);
        String[] words = {String.valueOf(peers), String.valueOf(writes), String.valueOf(seed), faults};
        try (URLClassLoader simulator = new URLClassLoader(jars(), ClassLoader.getPlatformClassLoader())) {
            Class<?> command = simulator.loadClass("echo.simulation.command.Simulate");
            return (Integer) command.getMethod("run", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** The jars of the simulator and of what it simulates. */
    private static URL[] jars() throws IOException {
        Path home = Path.of(System.getProperty("echo.home", "."));
        List<URL> jars = new ArrayList<>();
        for (String folder : List.of("simulation", "bundles")) {
            if (!Files.isDirectory(home.resolve(folder))) {
                throw new Trouble(
                        ExitCode.UNAVAILABLE, "the folder " + home.resolve(folder) + " is not there; build ECHO again");
            }
            try (Stream<Path> files = Files.list(home.resolve(folder))) {
                for (Path jar :
                        files.sorted().filter(file -> isWanted(folder, file)).toList()) {
                    jars.add(url(jar));
                }
            }
        }
        return jars.toArray(URL[]::new);
    }

    private static boolean isWanted(String folder, Path file) {
        String name = file.getFileName().toString();
        return folder.equals("simulation")
                || name.startsWith("echo.")
                || name.contains("protobuf")
                || name.contains("bcprov");
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }
}
