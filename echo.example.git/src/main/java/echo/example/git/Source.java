package echo.example.git;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Consumer;

/** What can be imported. Blocking; one thread. */
sealed interface Source extends AutoCloseable permits GitHistory, FolderTree {
    /** The repository that {@code folder} is in, or else the tree of {@code folder}. */
    static Source open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new EchoException(Kind.USAGE, "'" + folder + "' is no folder; name a git repository or a folder");
        }
        try {
            return GitHistory.open(folder).map(Source.class::cast).orElseGet(() -> new FolderTree(folder));
        } catch (IOException e) {
            throw unreadable(folder, e);
        }
    }

    /** The last component of its path. */
    String name();

    /** The newest step's id. */
    String head();

    /** How many steps there are; all of them, not only those that are told. */
    int length();

    /** What the newest {@code steps} steps are, for people. */
    String described(int steps);

    /** Tells the newest {@code most} steps, oldest first; the first of them has its commit's whole tree. */
    void steps(int most, Consumer<Step> reader) throws IOException;

    /** All files as of {@link #head}, by path. */
    SortedMap<String, FileEntry> files() throws IOException;

    @Override
    void close();

    /** What to throw when {@code path} cannot be read. */
    static EchoException unreadable(Path path, IOException cause) {
        return new EchoException(
                Kind.STORAGE, "'" + path + "' cannot be read (" + cause.getMessage() + "); try another folder", cause);
    }
}
