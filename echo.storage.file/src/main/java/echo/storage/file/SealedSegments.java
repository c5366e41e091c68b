package echo.storage.file;

import echo.storage.file.disk.DiskPath;
import java.io.Closeable;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The segments before the newest, and their indexes. What is in memory of them is bounded: files that are open, and pages of
 * tables, of both those that were used last.
 */
final class SealedSegments implements StoredTable.Pages, Closeable {
    /** Pages of tables that are kept in memory, at most; each has about 10 KiB. */
    static final int PAGES = 256;

    private record PageKey(int segment, long position) {}

    private final TreeMap<Integer, Long> sizes = new TreeMap<>();

    private final LogFolder folder;
    private final OpenFiles<Segment> logs = new OpenFiles<>(this::openLog);
    private final OpenFiles<IndexFile> indexes = new OpenFiles<>(this::openIndex);
    private final LinkedHashMap<PageKey, IndexPage> pages = new LinkedHashMap<>(PAGES, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<PageKey, IndexPage> eldest) {
            return size() > PAGES;
        }
    };

    SealedSegments(LogFolder folder) {
        this.folder = folder;
    }

    /** The segments before the newest that are in force: the size of each in bytes, by number. */
    NavigableMap<Integer, Long> sizes() {
        return sizes;
    }

    /** Closes the files of {@code segments}, and forgets what was read of them. */
    void letGo(List<Integer> segments) throws IOException {
        for (int number : segments) {
            logs.drop(number);
            indexes.drop(number);
        }
        pages.keySet().removeIf(key -> segments.contains(key.segment()));
    }

    /** The segment {@code number}, which is sealed. */
    Segment log(int number) throws IOException {
        return logs.get(number);
    }

    private Segment openLog(int number) throws IOException {
        return folder.open(number);
    }

    private IndexFile openIndex(int number) throws IOException {
        SegmentHeader header = log(number).header();
        DiskPath path = folder.index(number);
        if (!folder.disk().exists(path)) { // opening it would make one
            throw new IOException("there is no " + folder.disk().locate(path));
        }
        return new IndexFile(folder.disk().open(path), header);
    }

    /** What the index of segment {@code number} says of each feed; nothing if there is none that is whole and of that segment. */
    Optional<List<IndexFile.Summary>> summaries(int number) throws IOException {
        Segment log = log(number);
        try {
            return indexes.get(number).summaries(log.size());
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Writes the index of {@code segment} anew, durably. */
    List<IndexFile.Summary> checkpoint(Segment segment, SegmentTables tables) throws IOException {
        int number = segment.header().number();
        indexes.drop(number);
        pages.keySet().removeIf(key -> key.segment() == number);
        return IndexFile.write(folder.disk(), folder.index(number), segment.header(), segment.size(), tables.byFeed());
    }

    @Override
    public IndexPage page(int segment, long position, int runs) throws IOException {
        PageKey key = new PageKey(segment, position);
        IndexPage page = pages.get(key);
        if (page == null) {
            page = indexes.get(segment).page(position, runs);
            pages.put(key, page);
        }
        return page;
    }

    @Override
    public void close() throws IOException {
        try (logs;
                indexes) {
            pages.clear();
        }
    }
}
