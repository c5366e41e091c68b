package echo.storage.file.command;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.feed.Charge;
import echo.storage.file.FileMetaStore;
import echo.storage.file.disk.DiskPath;
import echo.storage.file.disk.NioDisk;
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
 * Which files of a data folder a backup copies, while a node may go on writing: small records first, then the segments of logs in
 * their order, then where feeds begin, then blobs. So nothing is copied that names what is not, and of a log what a power cut
 * could leave, which every opening takes as it is. Indexes are made anew.
 *
 * <p>One thread.
 */
public final class BackupFiles {
    /*
     * Copied is what a name stands for when its turn comes, from its first byte to the end that it has then.
     *
     * 1. A segment that was the newest may have grown, and may be sealed by then: a longer part of the same log. Of one that is
     *    being written the end may be torn.
     * 2. What was erased of segments stands in one that has the first one's name and says for which it stands; the others go
     *    after that. So if the old one was copied, another is missing, and all is copied again.
     * 3. Where feeds begin is noted before anything is erased. Copied last, it may say more than was erased in the copy: never less.
     */
    private static final String NEEDED = "needed";

    private static final String IF_THERE = "if-there";
    private static final Pattern OURS = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private BackupFiles() {}

    /**
     * What is to be copied of a folder.
     *
     * @param words the data folder
     * @return for each file its name in the folder, {@code needed} or {@code if-there}, and where it is, with tabs between; in the
     *     order in which to copy them. Where one that is needed is not there any more, all is to be asked and copied anew
     * @throws EchoException of kind {@code STORAGE} if the folder is none of this storage, given up for another or cannot be read, {@code CORRUPT} if a
     *     repair of it was not finished
     */
    public static List<String> run(String... words) {
        Path folder = Path.of(words[0]);
        if (!Files.isDirectory(folder.resolve("parties"))) {
            throw new EchoException(
                    Kind.STORAGE, folder + " is no data folder of ECHO: there is no folder parties in it");
        }
        Charge.of(FileMetaStore.at(new NioDisk(folder), new DiskPath("meta")))
                .ifPresent(charge -> charge.requireCurrent(folder.toString()));
        List<String> files = new ArrayList<>();
        try {
            for (Path record : children(folder.resolve("meta"))) {
                add(files, folder, record, IF_THERE);
            }
            List<Path> parties = children(folder.resolve("parties")).stream()
                    .filter(Files::isDirectory)
                    .toList();
            for (Path party : parties) {
                log(files, folder, party);
            }
            for (Path party : parties) {
                for (Path blob : children(party.resolve("blobs"))) {
                    add(files, folder, blob, IF_THERE);
                }
            }
            return files;
        } catch (IOException e) {
            throw new EchoException(Kind.STORAGE, "cannot list the data folder " + folder + " (" + e + ")", e);
        }
    }

    private static void log(List<String> files, Path folder, Path party) throws IOException {
        for (Path file : children(party)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".log")) {
                add(files, folder, file, NEEDED);
            } else if (name.equals("repair")) {
                throw new EchoException(
                        Kind.CORRUPT,
                        party + " is under repair, which was not finished; run echodb fsck --repair " + folder);
            }
        }
        add(files, folder, party.resolve("trim"), IF_THERE);
    }

    private static void add(List<String> files, Path folder, Path file, String how) {
        String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
        files.add(name + "\t" + how + "\t" + file);
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
