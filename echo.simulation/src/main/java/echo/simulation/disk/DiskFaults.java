package echo.simulation.disk;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** How a {@link MemoryDisk} fails. One knob for each kind of failure; all are off at first. */
public final class DiskFaults {
    private static final long NEVER = Long.MAX_VALUE;

    private long changes;
    private long powerCutAt = NEVER;
    private boolean off;
    private long writesUntilFailure = NEVER;
    private long forcesUntilFailure = NEVER;
    private long readsUntilFailure = NEVER;
    private long freeBytes = NEVER;
    private boolean namesAreLost;
    private Runnable whenPowerGoes = () -> {};
    private Consumer<String> witness = kind -> {};

    DiskFaults() {}

    /** Number of changes and forces so far: the points between which a power cut can fall. */
    public long changes() {
        return changes;
    }

    /** Lets the disk carry out {@code count} changes and forces from now on, and nothing after them. */
    public void powerOffAfter(long count) {
        powerCutAt = changes + count;
    }

    /** As {@link #powerOffAfter(long)}; {@code then} is run in the moment when the power goes. */
    public void powerOffAfter(long count, Runnable then) {
        powerOffAfter(count);
        whenPowerGoes = then;
    }

    /** From now on tells {@code heard} each failure, by kind. */
    public void tell(Consumer<String> heard) {
        witness = heard;
    }

    /** Ends all faults, a power cut that has not struck yet among them, but gives no power back. */
    public void mend() {
        readsUntilFailure = NEVER;
        writesUntilFailure = NEVER;
        forcesUntilFailure = NEVER;
        freeBytes = NEVER;
        if (!off) {
            powerCutAt = NEVER;
        }
    }

    /** Makes the read after {@code count} more fail once. */
    public void failReadAfter(long count) {
        readsUntilFailure = count;
    }

    /** Makes the write after {@code count} more fail once, half of it done. */
    public void failWriteAfter(long count) {
        writesUntilFailure = count;
    }

    /** Makes the force (of a file or folder) after {@code count} more fail once, nothing of it done. */
    public void failForceAfter(long count) {
        forcesUntilFailure = count;
    }

    /** From now on a force of a folder that fails loses the names for good: they are read on, and no later force writes them. */
    public void loseNamesWhereForcesFail() {
        namesAreLost = true;
    }

    boolean namesAreLost() {
        return namesAreLost;
    }

    /** Leaves room for {@code bytes} more; the write that needs more fails, what fits of it done. */
    public void freeBytes(long bytes) {
        freeBytes = bytes;
    }

    void powerOff() {
        off = true;
        powerCutAt = changes;
        whenPowerGoes = () -> {};
    }

    void beforeRead() throws IOException {
        requirePower();
        if (readsUntilFailure-- == 0) {
            readsUntilFailure = NEVER;
            fail("read");
        }
    }

    void failRead() throws IOException {
        fail("read");
    }

    void requirePower() throws IOException {
        if (changes >= powerCutAt) {
            off = true;
            Runnable then = whenPowerGoes;
            whenPowerGoes = () -> {};
            then.run();
            throw new IOException("the power is off");
        }
    }

    void beforeChange() throws IOException {
        requirePower();
        changes++;
    }

    private void fail(String what) throws IOException {
        witness.accept("disk: a " + what + " failed");
        throw new IOException("Input/output error");
    }

    void beforeForce() throws IOException {
        beforeChange();
        if (forcesUntilFailure-- == 0) {
            forcesUntilFailure = NEVER;
            fail("force");
        }
    }

    /** Hands to {@code target} as much of {@code bytes} as this disk takes. */
    void write(byte[] bytes, Consumer<byte[]> target) throws IOException {
        beforeChange();
        if (writesUntilFailure-- == 0) {
            writesUntilFailure = NEVER;
            target.accept(Arrays.copyOf(bytes, bytes.length / 2));
            fail("write");
        }
        int fits = (int) Math.min(freeBytes, bytes.length);
        target.accept(fits == bytes.length ? bytes : Arrays.copyOf(bytes, fits));
        freeBytes -= fits;
        if (fits < bytes.length) {
            witness.accept("disk: full");
            throw new IOException("No space left on device");
        }
    }
}
