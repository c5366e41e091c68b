package echo.storage.file;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;

/** Files of sealed segments that are open, one for a segment: those used last, and at most {@value #MOST} of them. */
final class OpenFiles<F extends Closeable> implements Closeable {
    static final int MOST = 16;

    /** Opens the file of a segment. */
    @FunctionalInterface
    interface Opener<F> {
        F open(int segment) throws IOException;
    }

    private final Opener<F> opener;
    private final LinkedHashMap<Integer, F> open = new LinkedHashMap<>(MOST, 0.75f, true);

    OpenFiles(Opener<F> opener) {
        this.opener = opener;
    }

    /** The file of {@code segment}. */
    F get(int segment) throws IOException {
        F file = open.get(segment);
        if (file == null) {
            if (open.size() == MOST) {
                drop(open.keySet().iterator().next());
            }
            file = opener.open(segment);
            open.put(segment, file);
        }
        return file;
    }

    /** Closes the file of {@code segment}, if it is open. */
    void drop(int segment) throws IOException {
        F file = open.remove(segment);
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        ArrayDeque<F> left = new ArrayDeque<>(open.values());
        open.clear();
        closeAll(left);
    }

    /** Closes each, also when one before it fails. */
    private static void closeAll(ArrayDeque<? extends Closeable> files) throws IOException {
        if (!files.isEmpty()) {
            try {
                files.removeFirst().close();
            } finally {
                closeAll(files);
            }
        }
    }
}
