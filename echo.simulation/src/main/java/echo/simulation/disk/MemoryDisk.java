package echo.simulation.disk;

import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A disk in memory that forgets, when its power is cut, what was not forced: bytes of a file until {@link Disk.File#force},
 * names in a folder until {@link #forceFolder}. What remains of the rest is a {@link Survival}'s choice. Its
 * {@link DiskFaults} make it fail.
 *
 * <p>One thread. Equal calls give equal disks.
 */
public final class MemoryDisk implements Disk {
    /** A name that was given or, without a file, taken away, and that no force of its folder has reached. */
    private record Rename(
            List<DiskPath> removed,
            @Nullable DiskPath added,
            @Nullable MemoryFile file) {
        void applyTo(Map<DiskPath, MemoryFile> names) {
            removed.forEach(names::remove);
            if (added != null && file != null) {
                names.put(added, file);
            }
        }
    }

    private final DiskFaults faults = new DiskFaults();
    private final TreeSet<DiskPath> folders = new TreeSet<>(List.of(DiskPath.ROOT));
    private final TreeMap<DiskPath, MemoryFile> files = new TreeMap<>();
    private final TreeMap<DiskPath, MemoryFile> durable = new TreeMap<>();
    private final TreeMap<DiskPath, List<Rename>> pending = new TreeMap<>();
    private final TreeSet<DiskPath> locked = new TreeSet<>();

    /** How this disk fails. */
    public DiskFaults faults() {
        return faults;
    }

    /** Cuts the power: this disk works no more; the one returned is found at the next start. */
    public MemoryDisk crash(Survival survival) {
        faults.powerOff();
        return image(survival);
    }

    /** What would be found if the power were cut now; this disk goes on. */
    public MemoryDisk image(Survival survival) {
        MemoryDisk next = new MemoryDisk();
        next.folders.addAll(folders);
        Map<DiskPath, MemoryFile> names = new TreeMap<>(durable);
        pending.forEach((folder, renames) -> {
            int kept = renames.isEmpty() ? 0 : survival.kept(folder, renames.size());
            for (int i = 0; i < kept; i++) {
                if (survival.keepsName(folder, i)) {
                    renames.get(i).applyTo(names);
                }
            }
        });
        names.forEach((path, file) -> next.files.put(path, file.after(path, survival)));
        next.durable.putAll(next.files);
        return next;
    }

    /** Frees all locks: who held them has died. */
    public void unlock() {
        locked.clear();
    }

    /** Changes stored bytes behind the store's back: those bits of the byte at {@code offset} that are set in {@code mask}. */
    public void flip(DiskPath path, int offset, int mask) throws IOException {
        existing(path).flip(offset, mask);
    }

    /** From now on no read of bytes from {@code from} to {@code to} of a file succeeds, whatever its name becomes. */
    public void makeUnreadable(DiskPath path, int from, int to) throws IOException {
        existing(path).makeUnreadable(from, to);
    }

    /** Forgets what is in memory alone, though a force was to write it: reads of it give zeros from now on. */
    public void forgetWhatForcesMissed() {
        files.values().forEach(MemoryFile::forgetWhatForcesMissed);
    }

    /** All files, in the order of their names. */
    public List<DiskPath> files() {
        return List.copyOf(files.keySet());
    }

    /** Bytes of all files. */
    public long size() {
        return files.values().stream().mapToLong(MemoryFile::size).sum();
    }

    /** All bytes of a file. */
    public byte[] content(DiskPath path) throws IOException {
        MemoryFile file = existing(path);
        byte[] bytes = new byte[file.size()];
        file.read(0, bytes, bytes.length);
        return bytes;
    }

    @Override
    public void makeFolder(DiskPath folder) throws IOException {
        for (DiskPath at = folder; !folders.contains(at); at = at.folder()) {
            faults.beforeChange();
            folders.add(at);
        }
    }

    @Override
    public List<String> list(DiskPath folder) throws IOException {
        faults.beforeRead();
        TreeSet<String> names = new TreeSet<>();
        files.keySet().stream().filter(path -> path.folder().equals(folder)).forEach(path -> names.add(path.name()));
        folders.stream()
                .filter(path -> path.folder().equals(folder) && !path.equals(DiskPath.ROOT))
                .forEach(path -> names.add(path.name()));
        return List.copyOf(names);
    }

    @Override
    public boolean exists(DiskPath file) {
        return files.containsKey(file);
    }

    @Override
    public File open(DiskPath path) throws IOException {
        faults.beforeRead();
        if (!files.containsKey(path)) {
            if (!folders.contains(path.folder())) {
                throw new NoSuchFileException(path.folder().text());
            }
            faults.beforeChange();
            change(path.folder(), new Rename(List.of(), path, new MemoryFile()));
        }
        return new OpenFile(existing(path), true);
    }

    @Override
    public File openToRead(DiskPath path) throws IOException {
        faults.beforeRead();
        return new OpenFile(existing(path), false);
    }

    @Override
    public void replace(DiskPath from, DiskPath to) throws IOException {
        MemoryFile file = existing(from);
        faults.beforeChange();
        change(to.folder(), new Rename(List.of(from), to, file));
    }

    @Override
    public void delete(DiskPath path) throws IOException {
        existing(path);
        faults.beforeChange();
        change(path.folder(), new Rename(List.of(path), null, null));
    }

    private void change(DiskPath folder, Rename rename) {
        rename.applyTo(files);
        pending.computeIfAbsent(folder, key -> new ArrayList<>()).add(rename);
    }

    @Override
    public void forceFolder(DiskPath folder) throws IOException {
        try {
            faults.beforeForce();
        } catch (IOException e) {
            if (faults.namesAreLost()) {
                pending.remove(folder);
            }
            throw e;
        }
        List<Rename> renames = pending.remove(folder);
        if (renames != null) {
            renames.forEach(rename -> rename.applyTo(durable));
        }
    }

    @Override
    public Optional<Closeable> lock(DiskPath file) throws IOException {
        faults.beforeChange();
        return locked.add(file) ? Optional.of(() -> locked.remove(file)) : Optional.empty();
    }

    @Override
    public Optional<Closeable> lockToRead(DiskPath file) throws IOException {
        faults.beforeRead();
        return locked.add(file) ? Optional.of(() -> locked.remove(file)) : Optional.empty();
    }

    @Override
    public String locate(DiskPath path) {
        return "memory:/" + path;
    }

    private MemoryFile existing(DiskPath path) throws IOException {
        MemoryFile file = files.get(path);
        if (file == null) {
            throw new NoSuchFileException(path.text());
        }
        return file;
    }

    private final class OpenFile implements File {
        private final MemoryFile file;
        private final boolean writable;

        OpenFile(MemoryFile file, boolean writable) {
            this.file = file;
            this.writable = writable;
        }

        private void requireWritable() throws IOException {
            if (!writable) {
                throw new IOException("the file was opened for reading alone");
            }
        }

        @Override
        public long size() throws IOException {
            faults.beforeRead();
            return file.size();
        }

        @Override
        public void append(byte[] bytes) throws IOException {
            requireWritable();
            faults.write(bytes, file::append);
        }

        @Override
        public void read(long offset, byte[] target, int length) throws IOException {
            faults.beforeRead();
            if (offset + length > file.size()) {
                throw new EOFException("the file ends before byte " + (offset + length));
            }
            if (file.isUnreadable((int) offset, length)) {
                faults.failRead();
            }
            file.read((int) offset, target, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            requireWritable();
            faults.beforeChange();
            file.truncate((int) size);
        }

        @Override
        public void rewrite(long offset) throws IOException {
            requireWritable();
            faults.beforeChange();
            file.rewrite((int) offset);
        }

        @Override
        public void force() throws IOException {
            requireWritable();
            try {
                faults.beforeForce();
            } catch (IOException e) {
                file.failToForce();
                throw e;
            }
            file.force();
        }

        @Override
        public void close() {}
    }
}
