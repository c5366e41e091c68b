package echo.api.feed;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.Limits;
import java.util.List;

/**
 * Consecutive blocks of one feed and the head that covers the last of them: the unit in which blocks are signed, stored and
 * sent.
 *
 * @param from index of the first block, from 0
 * @param payloads the blocks' bytes, exactly as their writer made them; at least one, at most {@link Limits#RUN_BLOCKS}
 * @param head the head whose length is {@code from + payloads.size()}
 */
public record Run(long from, List<Bytes> payloads, Head head) {
    public Run {
        payloads = List.copyOf(payloads);
        if (payloads.isEmpty() || payloads.size() > Limits.RUN_BLOCKS) {
            throw new IllegalArgumentException(
                    "a run has 1 to " + Limits.RUN_BLOCKS + " blocks, not " + payloads.size());
        }
        if (from < 0 || from + payloads.size() != head.extent().length()) {
            throw new IllegalArgumentException("a run of " + payloads.size() + " blocks from " + from
                    + " does not end at its head of length " + head.extent().length());
        }
    }

    /** Sum of the payloads' sizes, in bytes. */
    public long payloadBytes() {
        return payloads.stream().mapToLong(Bytes::size).sum();
    }

    /**
     * How far the feed reaches with this run's blocks below {@code length}: their links, computed from the payloads.
     *
     * @param before how far it reaches without this run
     * @param length at least {@link #from}, at most the head's
     */
    public Extent extentAt(long length, Extent before) {
        Extent extent = before;
        for (Bytes payload : payloads.subList(0, Math.toIntExact(length - from))) {
            extent = extent.then(head.feed(), Hash.of(payload));
        }
        return extent;
    }

    /** Whether the payloads lead from {@code before}, how far the feed reaches without this run, to the head. */
    public boolean leadsToItsHeadFrom(Extent before) {
        return extentAt(head.extent().length(), before).equals(head.extent());
    }

    /**
     * What each store asks of a run before it keeps it.
     *
     * @param end the number of blocks that are stored of its feed
     * @throws IllegalArgumentException if it does not start there, has more bytes than {@link Limits#RUN_BYTES}, or a block more
     *     than {@link Limits#BLOCK_BYTES}
     */
    public void requireStorableAt(long end) {
        if (from != end) {
            throw new IllegalArgumentException(
                    "feed " + head.feed() + " ends at block " + end + ", the run starts at " + from);
        }
        if (payloadBytes() > Limits.RUN_BYTES) {
            throw new IllegalArgumentException(
                    "a run has at most " + Limits.RUN_BYTES + " bytes, not " + payloadBytes());
        }
        for (Bytes payload : payloads) {
            if (payload.size() > Limits.BLOCK_BYTES) {
                throw new IllegalArgumentException(
                        "a block has at most " + Limits.BLOCK_BYTES + " bytes, not " + payload.size());
            }
        }
    }
}
