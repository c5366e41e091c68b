package echo.storage.file.command;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a data folder a backup copies, and how much of each, while a node may go on writing. Small records first, then
 * logs, segment after segment, then blobs: so nothing is copied that names what is not. Of a log this is what a power cut at
 * this moment could leave, which every opening takes as it is.
 *
 * <p>One thread.
 */
public final class BackupFiles {
    private static final String WHOLE = "-1";
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private BackupFiles() {}

    /**
     * What is to be copied of a folder.
     *
     * @param words the data folder
     * @return for each file its name in the folder, the number of its first bytes that count, or -1 for all, and where it is,
     *     with tabs between; in the order in which to copy them. Of files that are not there any more then, records and blobs
     *     were deleted meanwhile; a log must be there
     * @throws EchoException of kind {@code STORAGE} if the folder is none of this storage or cannot be read
     */
    public static List<String> run(String... words) {
        Path folder = Path.of(words[0]);
        if (!Files.isDirectory(folder.resolve("parties"))) {
            throw new EchoException(
                    Kind.STORAGE, folder + " is no data folder of ECHO: there is no folder parties in it");
        }
        List<String> files = new ArrayList<>();
        try {
            for (Path record : children(folder.resolve("meta"))) {
                add(files, folder, record, WHOLE);
            }
            List<Path> parties = children(folder.resolve("parties")).stream()
                    .filter(Files::isDirectory)
                    .toList();
            for (Path party : parties) {
                log(files, folder, party);
            }
            for (Path party : parties) {
                for (Path blob : children(party.resolve("blobs"))) {
                    add(files, folder, blob, WHOLE);
                }
            }
            return files;
        } catch (IOException e) {
            throw new EchoException(Kind.STORAGE, "cannot list the data folder " + folder + " (" + e + ")", e);
        }
    }

    /** The segments, as long as they are now: what is written later is no part of the backup. Their indexes are made anew. */
    private static void log(List<String> files, Path folder, Path party) throws IOException {
        for (Path file : children(party)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".log")) {
                add(files, folder, file, Long.toString(Files.size(file)));
            } else if (name.equals("repair")) {
                throw new EchoException(
                        Kind.CORRUPT,
                        party + " is under repair, which was not finished; run echodb fsck --repair " + folder);
            }
        }
    }

    private static void add(List<String> files, Path folder, Path file, String bytes) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        files.add(name + "\t" + bytes + "\t" + file);
    }

    /**
     * What is in {@code folder}, by name; nothing if there is no such folder. Passed over are files that are not finished, and
     * what a storage gives no such name: what file managers leave, say.
     */
    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(
                            file -> OURS.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
