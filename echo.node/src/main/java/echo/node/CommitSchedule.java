package echo.node;

import echo.api.feed.GroupCommit;

/**
 * When a party's loop commits: once everything is done that is in its queue now, so that a group grows with the load; a write may
 * wait longer for others, or be the one that makes a group full.
 *
 * <p>On the party's loop only.
 */
final class CommitSchedule {
    private final Loop loop;
    private final GroupCommit bounds;
    private final Runnable commit;
    private boolean due;
    private boolean waiting;
    private int writes;
    private long begun;

    /** {@code commit} tells when it {@link #begins}. */
    CommitSchedule(Loop loop, GroupCommit bounds, Runnable commit) {
        this.loop = loop;
        this.bounds = bounds;
        this.commit = commit;
    }

    /** A write waits. */
    void wrote() {
        writes++;
        if (writes >= bounds.writes()) {
            commit.run();
        } else if (bounds.waitMs() == 0) {
            soon();
        } else if (!waiting) {
            waiting = true;
            loop.after(bounds.waitMs(), unlessBegun());
        }
    }

    /** Something waits that waits for no others. */
    void soon() {
        if (!due) {
            due = true;
            loop.execute(unlessBegun());
        }
    }

    /** Commits what waits now, unless that has been committed meanwhile. */
    private Runnable unlessBegun() {
        long before = begun;
        return () -> {
            if (begun == before) {
                commit.run();
            }
        };
    }

    /** A commit begins, with all that waits. */
    void begins() {
        due = false;
        waiting = false;
        writes = 0;
        begun++;
    }
}
