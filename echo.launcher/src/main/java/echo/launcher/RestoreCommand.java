package echo.launcher;

import echo.launcher.backup.Restore;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code echodb restore}: makes a data folder of a backup. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new data folder of a backup, after every byte was compared with its checksum.",
            "The device that it is may have written more since. So a node on it reads and syncs, and writes again once it",
            "has met a member that knows what it had written; if there is none any more, type party:vouch.",
            "Never let the old folder and the restored one run both: they are the same device."
        })
final class RestoreCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "the backup")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Parameters(index = "1", paramLabel = "DIR", description = "the data folder, which is not there yet")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ReflectiveOperationException {
        Object parties = new Restore(file).into(data, new RoomClasses(List.of("bundles"))::run);
        spec.commandLine()
                .getOut()
                .println("restored " + parties + (parties.equals(1) ? " party" : " parties") + " into " + data
                        + "; it writes again once it has met a member");
        return 0;
    }
}
