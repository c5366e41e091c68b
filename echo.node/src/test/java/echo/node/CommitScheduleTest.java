package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.feed.Durability;
import echo.api.feed.GroupCommit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a group is committed, and which writes are in it. */
class CommitScheduleTest {
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();
    private final List<Integer> groups = new ArrayList<>();
    private int waiting;

    private final Loop loop = new Loop() {
        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        @Override
        public void after(long delayMs, Runnable task) {
            assertEquals(5, delayMs);
            timers.add(task);
        }

        @Override
        public long wallMs() {
            throw new AssertionError("asks for the time");
        }

        @Override
        public long nowMs() {
            throw new AssertionError("asks for the time");
        }

        @Override
        public void close() {
            throw new AssertionError("closes what is not its own");
        }
    };

    private final class Committer {
        private final CommitSchedule schedule;

        Committer(int waitMs, int writes) {
            schedule = new CommitSchedule(loop, new GroupCommit(Durability.FORCE, waitMs, writes), this::commit);
        }

        private void commit() {
            schedule.begins();
            groups.add(waiting);
            waiting = 0;
        }

        void write(int times) {
            for (int i = 0; i < times; i++) {
                waiting++;
                schedule.wrote();
            }
        }
    }

    private void runQueue() {
        List<Runnable> tasks = List.copyOf(queue);
        queue.clear();
        tasks.forEach(Runnable::run);
    }

    private void letTimePass() {
        List<Runnable> due = List.copyOf(timers);
        timers.clear();
        due.forEach(Runnable::run);
    }

    @Test
    void withoutAWaitAGroupIsWhatTheQueueHeld() {
        Committer committer = new Committer(0, 100);
        committer.write(3);
        assertEquals(List.of(), groups);
        runQueue();
        committer.write(2);
        runQueue();
        assertEquals(List.of(3, 2), groups);
    }

    @Test
    void aFullGroupWaitsForNothing() {
        Committer committer = new Committer(0, 4);
        committer.write(9);
        assertEquals(List.of(4, 4), groups);
        runQueue();
        assertEquals(List.of(4, 4, 1), groups);
    }

    @Test
    void aWriteWaitsForOthersAsLongAsItMay() {
        Committer committer = new Committer(5, 100);
        committer.write(1);
        runQueue();
        committer.write(1);
        runQueue();
        assertEquals(List.of(), groups);
        assertEquals(1, timers.size());
        letTimePass();
        assertEquals(List.of(2), groups);
    }

    @Test
    void whatWaitsForNobodyTakesWaitingWritesAlong() {
        Committer committer = new Committer(5, 100);
        committer.write(2);
        committer.schedule.soon();
        runQueue();
        assertEquals(List.of(2), groups);
    }

    /** It ends the wait of the next group early, which loses nothing; many timers would be many tasks that mean nothing. */
    @Test
    void thereIsOneTimerAtMost() {
        Committer committer = new Committer(5, 2);
        committer.write(7);
        assertEquals(List.of(2, 2, 2), groups);
        assertEquals(1, timers.size());
        letTimePass();
        assertEquals(List.of(2, 2, 2, 1), groups);
        letTimePass();
        committer.write(1);
        assertEquals(1, timers.size(), "and the next write has one again");
    }
}
