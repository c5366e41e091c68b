package echo.launcher;

import echo.launcher.demo.DemoCommand;
import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: finds the subcommand, and ends with its exit code and at most one line of reason. */
@Command(
        name = "echodb",
        description = "A peer-to-peer database: nodes that share parties.",
        subcommands = {
            RunCommand.class,
            DemoCommand.class,
            SimulateCommand.class,
            FsckCommand.class,
            KeyCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            VersionCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
public final class Main {
    private static final int HELP_WIDTH = 110;

    private Main() {}

    public static void main(String[] args) {
        System.exit(commandLine().execute(args.length == 0 ? new String[] {"--help"} : args));
    }

    /** The whole command line, ready to execute. */
    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, args) -> refuse(e));
        line.setExecutionExceptionHandler((e, command, result) -> fail(e, command));
        line.setUsageHelpWidth(HELP_WIDTH);
        line.getCommandSpec().usageMessage().footer(footer());
        return line;
    }

    private static int refuse(ParameterException e) {
        CommandLine command = e.getCommandLine();
        String reason = e instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()
                ? "no command or value '" + unmatched.getUnmatched().get(0) + "' is wanted here"
                : String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("echodb: " + reason + "; see " + name + " --help");
        return ExitCode.USAGE.code();
    }

    private static int fail(Exception e, CommandLine command) {
        if (e instanceof Trouble trouble) {
            command.getErr().println("echodb: " + trouble.getMessage());
            return trouble.exitCode().code();
        }
        command.getErr().println("echodb: a fault in ECHO, please report it: " + e);
        e.printStackTrace(command.getErr());
        return ExitCode.FAILED.code();
    }

    private static String[] footer() {
        Stream<String> codes =
                Stream.of(ExitCode.values()).map(code -> String.format("  %2d  %s", code.code(), code.meaning()));
        return Stream.concat(Stream.of("", "Exit codes:"), codes).toArray(String[]::new);
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            @Nullable String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {
                "echodb " + (version == null ? "(not from a jar)" : version) + ", Java "
                        + System.getProperty("java.version")
            };
        }
    }
}
