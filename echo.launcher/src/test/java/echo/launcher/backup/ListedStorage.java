package echo.launcher.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A storage that tells of its files as the file storage does, and lets a test step in before they are copied. One thread. */
final class ListedStorage implements Backup.Storage {
    private final Between listed;
    int asked;

    /** What happens between the listing of the files and their copying. */
    @FunctionalInterface
    interface Between {
        void step(Path data, Path scratch) throws IOException;
    }

    ListedStorage() {
        this((data, scratch) -> {});
    }

    ListedStorage(Between listed) {
        this.listed = listed;
    }

    @Override
    public Object run(String type, String... words) throws IOException {
        asked++;
        Path data = Path.of(words[0]);
        if (type.equals("echo.storage.file.command.Restored")) {
            return children(data.resolve("parties")).size();
        }
        if (!type.equals("echo.storage.file.command.BackupFiles")) {
            throw new AssertionError("nobody should ask for " + type);
        }
        List<String> files = new ArrayList<>();
        children(data.resolve("meta")).forEach(record -> files.add(line(data, record, "if-there")));
        for (Path party : children(data.resolve("parties"))) {
            children(party).forEach(log -> files.add(line(data, log, "needed")));
        }
        listed.step(data, Path.of(words[1]));
        return files;
    }

    private static String line(Path data, Path file, String how) {
        return data.relativize(file) + "\t" + how + "\t" + file;
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
