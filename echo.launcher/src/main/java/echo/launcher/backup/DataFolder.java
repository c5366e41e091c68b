package echo.launcher.backup;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The kinds of data folders, by the storage that keeps them.
 *
 * @param name of the storage
 * @param files the class that says which files a backup copies
 * @param restored the class that makes a restored folder ready
 */
record DataFolder(String name, String files, String restored) {
    /** The kind of {@code folder}. */
    static DataFolder of(Path folder) {
        if (Files.exists(folder.resolve("echo.sqlite"))) {
            return named("sqlite");
        }
        if (Files.isDirectory(folder.resolve("parties"))) {
            return named("file");
        }
        throw new Trouble(
                ExitCode.STORAGE,
                folder + " is no data folder of ECHO: there is neither a folder parties nor a file echo.sqlite in it");
    }

    static DataFolder named(String storage) {
        String room = "echo.storage." + storage + ".command.";
        return new DataFolder(storage, room + "BackupFiles", room + "Restored");
    }
}
