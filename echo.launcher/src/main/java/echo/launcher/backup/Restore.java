package echo.launcher.backup;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes a data folder of a backup. It appears when it is whole, when every file is what was saved, and when it says that its
 * parties are set back: so no node can start on less.
 *
 * <p>One thread.
 */
public final class Restore {
    private static final int TEXT_BYTES = 64 << 20;

    private final Path file;

    /** Of the backup {@code file}. */
    public Restore(Path file) {
        this.file = file;
    }

    /**
     * Makes {@code data}, which is not there yet, or empty.
     *
     * @return how many parties it has
     * @throws Trouble if it is there, or {@code file} is not a whole backup, or something cannot be read or written: then
     *     nothing of it is left behind
     */
    public Object into(Path data, Backup.Storage storage) throws ReflectiveOperationException {
        if (!Files.isRegularFile(file)) {
            throw new Trouble(ExitCode.STORAGE, "there is no file " + file);
        }
        try {
            requireFree(data);
            Path folder = Files.exists(data)
                    ? data.toRealPath()
                    : data.toAbsolutePath().normalize();
            return restored(folder, storage);
        } catch (IOException e) {
            throw new Trouble(ExitCode.STORAGE, "cannot restore " + file + " into " + data + " (" + e + ")", e);
        }
    }

    private Object restored(Path data, Backup.Storage storage) throws IOException, ReflectiveOperationException {
        Path unfinished = data.resolveSibling(data.getFileName() + ".restoring~");
        List<Path> missing = missingAbove(data);
        delete(unfinished);
        try {
            DataFolder kind = unpackOrRefuse(unfinished);
            Object parties = storage.run(kind.restored(), unfinished.toString());
            Files.deleteIfExists(data);
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            Durable.folder(data.getParent());
            for (Path made : missing) {
                Durable.folder(made.getParent());
            }
            return parties;
        } finally {
            delete(unfinished);
            for (Path made : missing) {
                if (isEmpty(made)) {
                    Files.delete(made);
                }
            }
        }
    }

    /** The folders above {@code data} that are not there, the lowest first. */
    private static List<Path> missingAbove(Path data) {
        List<Path> missing = new ArrayList<>();
        for (@Nullable Path above = data.getParent();
                above != null && !Files.exists(above);
                above = above.getParent()) {
            missing.add(above);
        }
        return missing;
    }

    private static void requireFree(Path data) throws IOException {
        if (Files.exists(data) && !isEmpty(data)) {
            throw new Trouble(
                    ExitCode.USAGE, data + " is there already; name a folder that is not there, or an empty one");
        }
    }

    /** Whether {@code folder} is a folder with nothing in it. */
    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> inside = Files.list(folder)) {
            return inside.findAny().isEmpty();
        }
    }

    /** All that broken bytes can make of {@link ZipInputStream}, and names that are one file's and one folder's. */
    private DataFolder unpackOrRefuse(Path into) throws IOException {
        try {
            return unpack(into);
        } catch (ZipException | EOFException | IllegalArgumentException | FileAlreadyExistsException e) {
            throw broken(String.valueOf(e.getMessage()));
        }
    }

    private DataFolder unpack(Path into) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            DataFolder kind = kind(zip);
            Set<Path> folders = new TreeSet<>();
            for (@Nullable ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(Archive.SUMS)) {
                    compare(Archive.sums(text(zip)), sums);
                    for (Path folder : folders) {
                        Durable.folder(folder);
                    }
                    return kind;
                }
                if (!Archive.isName(entry.getName()) || sums.containsKey(entry.getName())) {
                    throw broken("it has an entry '" + entry.getName() + "'");
                }
                sums.put(entry.getName(), unpack(zip, into, entry.getName(), folders));
            }
        }
        throw broken("its end is missing");
    }

    private DataFolder kind(ZipInputStream zip) throws IOException {
        String title = Optional.ofNullable(zip.getNextEntry())
                        .filter(entry -> entry.getName().equals(Archive.TITLE))
                        .isPresent()
                ? text(zip)
                : "";
        String[] lines = title.split("\n", -1);
        if (lines.length < 2 || !lines[0].startsWith("echo-backup ")) {
            throw new Trouble(ExitCode.CORRUPT, file + " is no backup of ECHO");
        }
        if (!lines[0].equals(Archive.VERSION) || !lines[1].matches("file|sqlite")) {
            throw new Trouble(
                    ExitCode.CORRUPT,
                    file + " is a backup of another version (" + lines[0] + ", " + lines[1]
                            + "); restore it with the version that made it");
        }
        return DataFolder.named(lines[1]);
    }

    private String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(TEXT_BYTES);
        if (bytes.length == TEXT_BYTES) {
            throw broken("its list of files is longer than " + TEXT_BYTES + " bytes");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes the file {@code name}, and adds the folders from {@code into} down to it to {@code folders}. */
    private static String unpack(InputStream in, Path into, String name, Set<Path> folders) throws IOException {
        Path to = into.resolve(name);
        for (@Nullable Path folder = to.getParent();
                folder != null && folder.startsWith(into) && folders.add(folder);
                folder = folder.getParent()) {
            Durable.makePrivateFolder(folder);
        }
        MessageDigest digest = Archive.sha256();
        Durable.makePrivate(to);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
                OutputStream out = Channels.newOutputStream(channel)) {
            new DigestInputStream(in, digest).transferTo(out);
            channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void compare(Map<String, String> wanted, Map<String, String> found) {
        for (Map.Entry<String, String> one : wanted.entrySet()) {
            if (!one.getValue().equals(found.get(one.getKey()))) {
                throw broken(
                        one.getKey() + (found.containsKey(one.getKey()) ? " is not what was saved" : " is missing"));
            }
        }
        found.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw broken(name + " was not saved in it");
                });
    }

    private Trouble broken(String why) {
        return new Trouble(
                ExitCode.CORRUPT,
                "the backup " + file + " is damaged: " + why + "; nothing was restored, use another one");
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
