package echo.launcher;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
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
        return (Integer)
                new RoomClasses(List.of("simulation", "bundles")).run("echo.simulation.command.Simulate", words);
    }

    private void require(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + least + " to " + most + ", not " + value);
        }
    }
}
