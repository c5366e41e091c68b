package echo.launcher;

import echo.launcher.backup.Backup;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code echodb backup}: copies a data folder into one file, also while its node runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies a data folder into one new file (a ZIP file with checksums), also while its node runs.",
            "The file holds the node's keys as they are in the folder, and all that it knows: keep it as safe.",
            "Of keys that lie elsewhere (echo.machine.key) see echodb key export."
        })
final class BackupCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DIR", description = "the data folder")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Parameters(index = "1", paramLabel = "FILE", description = "the backup, which is not there yet")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path file;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws ReflectiveOperationException {
        Backup backup = new Backup(data);
        backup.write(file, new RoomClasses(List.of("bundles"))::run);
        spec.commandLine().getOut().println("saved " + backup.summary() + " of " + data + " in " + file);
        return 0;
    }
}
