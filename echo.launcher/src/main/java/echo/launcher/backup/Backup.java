package echo.launcher.backup;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes a backup of a data folder, also while a node writes there: what a power cut at the moment when it begins could leave,
 * plus what was forced then. The file appears when it is whole.
 *
 * <p>One thread.
 */
public final class Backup {
    private static final int TRIES = 3;

    private final Path data;
    private final DataFolder kind;
    private long files;
    private long bytes;

    /** Of the folder {@code data}. */
    public Backup(Path data) {
        this.data = data;
        this.kind = DataFolder.of(data);
    }

    /** What a storage is asked: to list, or to make ready, the files to copy. */
    public interface Storage {
        /** What {@code type}'s {@code run} gives. */
        Object run(String type, String... words) throws IOException, ReflectiveOperationException;
    }

    /**
     * Writes it to {@code file}.
     *
     * @throws Trouble if {@code file} is there already, or something cannot be read or written
     */
    public void write(Path file, Storage storage) throws IOException, ReflectiveOperationException {
        if (Files.exists(file)) {
            throw new Trouble(ExitCode.USAGE, file + " is there already; name a new file");
        }
        Path unfinished = file.resolveSibling(file.getFileName() + "~");
        Path scratch = file.resolveSibling(file.getFileName() + ".scratch~");
        try {
            for (int left = TRIES; !copied(unfinished, scratch, storage); left--) {
                if (left == 1) {
                    throw new Trouble(
                            ExitCode.STORAGE,
                            "logs of " + data + " were deleted each time while they were copied; try again later");
                }
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            Durable.folder(file.toAbsolutePath().getParent());
        } finally {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(scratch);
        }
    }

    /** What it holds, for people. */
    public String summary() {
        return files + " files, " + bytes + " bytes";
    }

    /** Copies all; false if something that is needed was deleted meanwhile. */
    private boolean copied(Path to, Path scratch, Storage storage) throws IOException, ReflectiveOperationException {
        files = 0;
        bytes = 0;
        Files.deleteIfExists(to);
        Files.deleteIfExists(scratch);
        Durable.makePrivate(scratch);
        Map<String, String> sums = new TreeMap<>();
        List<Saved> saved = keys();
        Object told = storage.run(kind.files(), data.toString(), scratch.toString());
        ((List<?>) told).forEach(line -> saved.add(Saved.of(String.valueOf(line))));
        Durable.makePrivate(to);
        try (FileChannel channel = FileChannel.open(to, StandardOpenOption.WRITE);
                ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            zip.setLevel(Deflater.BEST_SPEED);
            put(zip, Archive.TITLE, Archive.VERSION + "\n" + kind.name() + "\n");
            for (Saved one : saved) {
                if (Archive.isName(one.name()) && !copied(one, zip, sums)) { // other names are none of ECHO's
                    return false;
                }
            }
            put(zip, Archive.SUMS, Archive.text(sums));
            zip.finish();
            channel.force(true);
        }
        return true;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private boolean copied(Saved one, ZipOutputStream zip, Map<String, String> sums) throws IOException {
        MessageDigest digest = Archive.sha256();
        try (InputStream in = new DigestInputStream(Files.newInputStream(one.source()), digest)) {
            zip.putNextEntry(new ZipEntry(one.name()));
            long copied = in.transferTo(zip);
            zip.closeEntry();
            sums.put(one.name(), HexFormat.of().formatHex(digest.digest()));
            files++;
            bytes += copied;
            return true;
        } catch (NoSuchFileException e) {
            return !one.needed();
        }
    }

    /** The device's key, and what else stands beside it. */
    private List<Saved> keys() throws IOException {
        List<Saved> keys = new ArrayList<>();
        Path folder = data.resolve("keys");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    keys.add(new Saved("keys/" + file.getFileName(), false, file));
                }
            }
        }
        return keys;
    }
}
