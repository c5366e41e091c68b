package echo.api.blob;

import java.util.Collection;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which blobs a sweep may take: the bookkeeping of holds and sweeps, for whoever writes a {@link BlobStore}. The store calls
 * {@link #touched} whenever a blob is put or found, holding the lock that it gave.
 *
 * <p>Any thread.
 */
public final class Sweeping {
    private final Object lock;
    private final Supplier<? extends Collection<Cid>> all;
    private final Consumer<Cid> delete;
    private final TreeSet<Cid> held = new TreeSet<>();
    private int holds;
    private @Nullable Search search;

    /**
     * @param lock what the store holds while it puts, finds or deletes a blob
     * @param all the names of the blobs that are there
     * @param delete deletes one of them; this and {@code all} are called with the lock held
     */
    public Sweeping(Object lock, Supplier<? extends Collection<Cid>> all, Consumer<Cid> delete) {
        this.lock = lock;
        this.all = all;
        this.delete = delete;
    }

    /** A blob was put, or found to be there. */
    public void touched(Cid cid) {
        synchronized (lock) {
            if (holds > 0) {
                held.add(cid);
            }
            if (search != null) {
                search.doomed.remove(cid);
            }
        }
    }

    /** As {@link BlobStore#hold}. */
    public BlobStore.Hold hold() {
        synchronized (lock) {
            holds++;
        }
        return new OneHold();
    }

    /** As {@link BlobStore#sweep}. */
    public BlobStore.Sweep sweep() {
        synchronized (lock) {
            if (search != null) {
                throw new IllegalStateException("another sweep of these blobs is under way; close it first");
            }
            search = new Search();
            return search;
        }
    }

    private final class OneHold implements BlobStore.Hold {
        private boolean open = true;

        @Override
        public void close() {
            synchronized (lock) {
                if (open && --holds == 0) {
                    held.clear();
                }
                open = false;
            }
        }
    }

    /** The sweep under way: what nobody has named since it began is doomed. */
    private final class Search implements BlobStore.Sweep {
        private final TreeSet<Cid> doomed = new TreeSet<>(all.get());

        private Search() {
            doomed.removeAll(held);
        }

        @Override
        public void keep(Cid live) {
            synchronized (lock) {
                doomed.remove(live);
            }
        }

        @Override
        public int finish() {
            try {
                int deleted = 0;
                while (deleteNext()) {
                    deleted++;
                }
                return deleted;
            } finally {
                close();
            }
        }

        /** Others get their turn between two: what they put or find is spared still. */
        private boolean deleteNext() {
            synchronized (lock) {
                if (search != this) {
                    throw new IllegalStateException("this sweep has ended; begin another");
                }
                @Nullable Cid next = doomed.pollFirst();
                if (next != null) {
                    delete.accept(next);
                }
                return next != null;
            }
        }

        @Override
        public void close() {
            synchronized (lock) {
                if (search == this) {
                    search = null;
                }
            }
        }
    }
}
