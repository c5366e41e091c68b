package echo.node;

import echo.api.feed.Durability;
import echo.api.feed.GroupCommit;

/**
 * When a party's loop commits: once everything is done that is in its queue now, so that a group grows with the load; a write may
 * wait longer for others, or be the one that makes a group full.
 *
 * <p>On the party's loop only.
 */
final class CommitSchedule {
    // 1. Whoever is given as commit calls begins() first: a group is what came since.
    // 2. A commit may begin within wrote(), so that is called at the end of a task of the loop, and never by a commit.
    // 3. There is one timer at most. It may be that of a group that has gone, and then shortens the next one's wait.
    private static final long LAG_MS = 100;

    private final Loop loop;
    private final GroupCommit bounds;
    private final Runnable commit;
    private boolean due;
    private boolean timed;
    private boolean lagging;
    private int writes;

    /** {@code commit} tells when it {@link #begins}. */
    CommitSchedule(Loop loop, GroupCommit bounds, Runnable commit) {
        this.loop = loop;
        this.bounds = bounds;
        this.commit = commit;
    }

    /** Whether a user is told before the force. */
    boolean mayLag() {
        return bounds.durability() == Durability.OS;
    }

    /** A write waits. */
    void wrote() {
        writes++;
        if (writes >= bounds.writes()) {
            commit.run();
        } else if (bounds.waitMs() == 0) {
            soon();
        } else if (!timed) {
            timed = true;
            loop.after(bounds.waitMs(), () -> {
                timed = false;
                if (writes > 0) {
                    commit.run();
                }
            });
        }
    }

    /** Something waits that waits for no others. */
    void soon() {
        if (!due) {
            due = true;
            loop.execute(() -> {
                if (due) {
                    commit.run();
                }
            });
        }
    }

    /** What was committed and not forced is to be forced soon after, by {@code force}. */
    void later(Runnable force) {
        if (!lagging) {
            lagging = true;
            loop.after(LAG_MS, () -> {
                lagging = false;
                force.run();
            });
        }
    }

    /** A commit begins, with all that waits. */
    void begins() {
        due = false;
        writes = 0;
    }
}
