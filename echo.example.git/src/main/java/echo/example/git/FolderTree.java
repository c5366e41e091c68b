package echo.example.git;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectInserter;

/** A folder without a repository, as a history of one step. Hidden files are left out, and what is past a bound. */
final class FolderTree implements Source {
    /** Files that are taken, and bytes of the biggest. */
    private static final int MOST_FILES = 5_000;

    private static final long MOST_BYTES = 16 << 20;
    private static final String NO_COMMIT = "0".repeat(40);

    private final Path root;

    FolderTree(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public String name() {
        Path last = root.getFileName();
        return last == null ? "/" : last.toString();
    }

    @Override
    public String head() {
        return NO_COMMIT;
    }

    @Override
    public int length() {
        return 1;
    }

    @Override
    public String described(int steps) {
        return "the folder " + name() + " (no repository)";
    }

    @Override
    public void steps(int most, Consumer<Step> reader) throws IOException {
        List<Change> changes = files().entrySet().stream()
                .map(file -> new Change(file.getKey(), Optional.of(file.getValue())))
                .toList();
        reader.accept(new Step(NO_COMMIT, "the folder " + name() + " as it is", changes));
    }

    @Override
    public SortedMap<String, FileEntry> files() throws IOException {
        SortedMap<String, FileEntry> files = new TreeMap<>();
        FileVisitor<Path> visitor = new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return hidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && !hidden(file) && attributes.size() <= MOST_BYTES) {
                    files.put(path(file), entry(file));
                }
                return files.size() < MOST_FILES ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException cause) {
                return FileVisitResult.CONTINUE;
            }
        };
        Files.walkFileTree(root, visitor);
        return files;
    }

    @Override
    public void close() {
        // holds nothing
    }

    private boolean hidden(Path file) {
        return !file.equals(root) && String.valueOf(file.getFileName()).startsWith(".");
    }

    private String path(Path file) {
        return root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static FileEntry entry(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        try (ObjectInserter.Formatter formatter = new ObjectInserter.Formatter()) {
            FileMode mode = Files.isExecutable(file) ? FileMode.EXECUTABLE_FILE : FileMode.REGULAR_FILE;
            return new FileEntry(
                    mode.toString(),
                    formatter.idFor(Constants.OBJ_BLOB, content).name(),
                    content.length);
        }
    }
}
