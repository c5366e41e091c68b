package echo.storage.file;

import java.io.IOException;

/** A table in the index of a sealed segment. In memory is where it stands there; its pages are read when they are asked for. */
final class StoredTable implements RunTable {
    /** Where pages are read from. */
    @FunctionalInterface
    interface Pages {
        /** The page of {@code runs} runs at {@code position} of the index of {@code segment}. */
        IndexPage page(int segment, long position, int runs) throws IOException;
    }

    private final int segment;
    private final long first;
    private final int runs;
    private final long position;
    private final Pages pages;

    StoredTable(int segment, IndexFile.Summary summary, Pages pages) {
        this.segment = segment;
        this.first = summary.first();
        this.runs = summary.runs();
        this.position = summary.position();
        this.pages = pages;
    }

    @Override
    public int segment() {
        return segment;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public RunPlace placeOf(long block) throws IOException {
        int low = 0;
        int high = (runs - 1) / IndexPage.RUNS;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (page(middle).first() <= block) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return page(low)
                .placeOf(block)
                .orElseThrow(() -> new IOException("the index has no block " + block + ", which its summary promises"));
    }

    private IndexPage page(int number) throws IOException {
        int before = number * IndexPage.RUNS;
        return pages.page(
                segment,
                position + (long) number * IndexPage.size(IndexPage.RUNS),
                Math.min(IndexPage.RUNS, runs - before));
    }
}
