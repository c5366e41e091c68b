package echo.launcher.backup;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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
     * Makes {@code data}, which is not there yet.
     *
     * @return how many parties it has
     * @throws Trouble if it is there, or {@code file} is not a whole backup
     */
    public Object into(Path data, Backup.Storage storage) throws IOException, ReflectiveOperationException {
        if (!Files.isRegularFile(file)) {
            throw new Trouble(ExitCode.STORAGE, "there is no file " + file);
        }
        if (Files.exists(data, LinkOption.NOFOLLOW_LINKS)) {
            throw new Trouble(ExitCode.USAGE, data + " is there already; name a folder that is not there");
        }
        Path unfinished = data.toAbsolutePath().normalize().resolveSibling(data.getFileName() + ".restoring~");
        delete(unfinished);
        try {
            DataFolder kind = unpack(unfinished);
            Object parties = storage.run(kind.restored(), unfinished.toString());
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
            Durable.folder(data.toAbsolutePath().getParent());
            return parties;
        } catch (ZipException e) {
            throw broken(String.valueOf(e.getMessage()));
        } finally {
            delete(unfinished);
        }
    }

    private DataFolder unpack(Path into) throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
            DataFolder kind = kind(zip);
            Set<Path> folders = new TreeSet<>();
            Path above = into.getParent();
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
                Path to = into.resolve(entry.getName());
                for (Path folder = to.getParent(); !folder.equals(above); folder = folder.getParent()) {
                    folders.add(folder);
                }
                sums.put(entry.getName(), unpack(zip, to));
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

    private static String unpack(InputStream in, Path to) throws IOException {
        for (@Nullable Path folder = to.getParent();
                folder != null && folders.add(folder);
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
