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
import java.util.Objects;
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
     * @throws Trouble if {@code file} is there already or in the data folder, or something cannot be read or written: then
     *     nothing of it is left behind
     */
    public void write(Path file, Storage storage) throws ReflectiveOperationException {
        if (Files.exists(file)) {
            throw new Trouble(ExitCode.USAGE, file + " is there already; name a new file");
        }
        try {
            requireOutside(file);
            write(file.toAbsolutePath(), new Beside(file), storage);
        } catch (IOException e) {
            throw new Trouble(ExitCode.STORAGE, "cannot save " + data + " in " + file + " (" + e + ")", e);
        }
    }

    /** Within the folder a node, or the next backup, might take the file for one of the node's own. */
    private void requireOutside(Path file) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "the root is there already");
        if (folder.toRealPath().startsWith(data.toRealPath())) {
            throw new Trouble(ExitCode.USAGE, file + " is in the data folder " + data + "; name a file elsewhere");
        }
    }

    /**
     * The files that are there while a backup is made.
     *
     * @param unfinished the backup
     * @param scratch for what a storage makes ready
     */
    private record Beside(Path unfinished, Path scratch) {
        Beside(Path file) {
            this(file.resolveSibling(file.getFileName() + "~"), file.resolveSibling(file.getFileName() + ".scratch~"));
        }

        void delete() throws IOException {
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(scratch);
        }
    }

    private void write(Path file, Beside beside, Storage storage) throws IOException, ReflectiveOperationException {
        try {
            for (int left = TRIES; !copied(beside, storage); left--) {
                if (left == 1) {
                    throw new Trouble(
                            ExitCode.STORAGE,
                            "logs of " + data + " were deleted each time while they were copied; try again later");
                }
            }
            Files.move(beside.unfinished(), file, StandardCopyOption.ATOMIC_MOVE);
            Durable.folder(file.getParent());
        } finally {
            beside.delete();
        }
    }

    /** What it holds, for people. */
    public String summary() {
        return files + " files, " + bytes + " bytes";
    }

    /** Copies all; false if something that is needed was deleted meanwhile. */
    private boolean copied(Beside to, Storage storage) throws IOException, ReflectiveOperationException {
        files = 0;
        bytes = 0;
        to.delete();
        Durable.makePrivate(to.unfinished());
        Durable.makePrivate(to.scratch()); // what is copied into it is no more for others than the backup is
        Map<String, String> sums = new TreeMap<>();
        List<Saved> saved = keys();
        Object told = storage.run(kind.files(), data.toString(), to.scratch().toString());
        ((List<?>) told).forEach(line -> saved.add(Saved.of(String.valueOf(line))));
        try (FileChannel channel = FileChannel.open(to.unfinished(), StandardOpenOption.WRITE);
                ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            zip.setLevel(Deflater.BEST_SPEED);
            put(zip, Archive.TITLE, Archive.VERSION + "\n" + kind.name() + "\n");
            for (Saved one : saved) {
                if (!copied(one, zip, sums)) {
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

    /** The device's key, and what else stands beside it; not what a restore would refuse, as no file of ECHO is called so. */
    private List<Saved> keys() throws IOException {
        List<Saved> keys = new ArrayList<>();
        Path folder = data.resolve("keys");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                    String name = "keys/" + file.getFileName();
                    if (Archive.isName(name)) {
                        keys.add(new Saved(name, false, file));
                    }
                }
            }
        }
        return keys;
    }
}
