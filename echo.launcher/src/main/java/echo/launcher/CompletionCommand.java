package echo.launcher;

import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code echodb completion}: a script that teaches a shell the command's words. */
@Command(
        name = "completion",
        description = "Prints a completion script for bash and zsh; use it by: source <(./echodb completion)")
final class CompletionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine()
                .getOut()
                .print(AutoComplete.bash("echodb", spec.root().commandLine()));
        spec.commandLine().getOut().flush();
    }
}
