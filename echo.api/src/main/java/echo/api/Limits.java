package echo.api;

/**
 * Every bound of the system, in one place (P10). Past a limit there is back-pressure or a refusal that names it; nothing
 * grows without end because a peer wishes so.
 */
public final class Limits {
    /** Bytes of one block's payload. */
    public static final int BLOCK_BYTES = 480 * 1024;

    /**
     * Bytes of one batch: beside it a block has room for a header that names as many feeds as there can be, which the first message
     * of a late joiner does.
     */
    public static final int BATCH_BYTES = 128 * 1024;

    /** Bytes of the statements of one message, beside which there is room as with a batch: the proof of a fork has two runs' hashes. */
    public static final int STATEMENTS_BYTES = 288 * 1024;

    /** Blocks between two heads: what one signature covers at most. */
    public static final int RUN_BLOCKS = 4096;

    /**
     * So much later than all that is known of what it depends on may the Lamport time of a message be that depends on what a cut leaves
     * out. Far more than a party has messages, and far too little to reach the end of numbers.
     */
    public static final long LAMPORT_LEAP = 1L << 40;

    /** Blocks of a feed. */
    public static final long FEED_BLOCKS = 1L << 24;

    /** Payload bytes between two heads, so that a run always fits in a frame. */
    public static final int RUN_BYTES = 512 * 1024;

    /** Bytes that a store copies, or removes one by one, in one step of erasing what was trimmed. A run may reach beyond. */
    public static final int ERASE_BYTES = 4 * 1024 * 1024;

    /** Bytes of a frame before membership is proved. */
    public static final int EARLY_FRAME_BYTES = 4 * 1024;

    /** Bytes of a frame once membership is proved. */
    public static final int FRAME_BYTES = 1024 * 1024;

    /** Bytes that sealing may add to a frame. */
    public static final int SEALING_BYTES = 3 * 1024;

    /** Bytes of a frame as a transport carries it: with what sealing adds. */
    public static final int SEALED_FRAME_BYTES = FRAME_BYTES + SEALING_BYTES;

    /** Operations in one batch. */
    public static final int BATCH_OPERATIONS = 16 * 1024;

    /** Entries of a timeframe, and so feeds of a party. */
    public static final int TIMEFRAME_ENTRIES = 4096;

    /** Nesting of values and of protobuf messages. */
    public static final int DEPTH = 100;

    /** Messages that may wait for others in one party. Past it, blocks are left with the peer that has them. */
    public static final int HELD_MESSAGES = 1_000_000;

    /** Payload bytes of messages that wait for others in one party. Past it, as {@link #HELD_MESSAGES}. */
    public static final long HELD_BYTES = 128L * 1024 * 1024;

    /** Payload bytes asked of one peer and not yet received. */
    public static final int CREDIT_BYTES = 2 * 1024 * 1024;

    /** Bytes queued on a channel that its peer has not taken; past it the channel is closed. */
    public static final int CHANNEL_QUEUE_BYTES = 8 * 1024 * 1024;

    /** Channels that others opened and whose membership is not yet proved, in one node. Past it the oldest is closed. */
    public static final int HALF_OPEN_CHANNELS = 64;

    /** Bytes that came on a channel before membership was proved, and wait to be taken in; past it the channel is closed. */
    public static final int EARLY_QUEUE_BYTES = SEALED_FRAME_BYTES + 64 * 1024;

    /**
     * Bytes that came on a channel and wait to be taken in; past it the channel is closed. More than what can be wanted of one
     * peer at a time: each want, of 64 KiB or more, brings a run at most.
     */
    public static final int SESSION_QUEUE_BYTES = 32 * 1024 * 1024;

    /** Sessions of one device with one party of a node. Past it the oldest is closed. */
    public static final int SESSIONS_OF_A_DEVICE = 8;

    /** Time in ms that a peer may take to prove membership. */
    public static final long HALF_OPEN_MS = 10_000;

    /** Time in ms for which a device that was removed is heard before its session ends; too short to count as a steady connection. */
    public static final long HEARING_MS = 3_000;

    /** Blocks that are taken of a control feed whose writer was removed, beyond what counts of it. */
    public static final int BLOCKS_AFTER_REMOVAL = 128;

    /** Content keys, each for a device, that a node puts into one statement. */
    public static final int KEYS_OF_A_GRANT = 2_000;

    /** Members that one invitation may admit. */
    public static final int INVITATION_USES = 10_000;

    /** Guesses that a short code stands: with the last one it is over. */
    public static final int SHORT_CODE_TRIES = 3;

    /** Shortest time in ms for which a short code may be valid. */
    public static final long SHORT_CODE_LEAST_MS = 1_000;

    /** Longest time in ms for which a short code may be valid: a day. */
    public static final long SHORT_CODE_MOST_MS = 24 * 3_600_000L;

    /** Bytes of one small record of the node. */
    public static final int META_BYTES = 64 * 1024;

    /** Bytes of a rank among siblings. */
    public static final int RANK_BYTES = 128;

    /** Bytes of a link's properties. */
    public static final int LINK_BYTES = 4 * 1024;

    /** Nesting of a link's properties: how many lists and maps may lie in one another, the properties themselves included. */
    public static final int LINK_DEPTH = 16;

    /** Length of the name of a type of items or links, in characters. */
    public static final int TYPE_NAME = 128;

    /** Length of a party's or device's name, in characters. */
    public static final int NAME = 128;

    /** Bytes of a decimal's unscaled number in two's complement. */
    public static final int DECIMAL_BYTES = 512;

    /** How far a decimal's scale may be from zero, either way. */
    public static final int DECIMAL_SCALE = 10_000;

    /** Length of a message's text in a thread, in characters (UTF-16 code units). */
    public static final int MESSAGE_TEXT = 16 * 1024;

    /** Length of a reaction to a message, in characters (UTF-16 code units). */
    public static final int REACTION_TEXT = 64;

    /** Different reactions of one member to one message. */
    public static final int REACTIONS_OF_A_MEMBER = 16;

    /** Code points that one insertion into a text, or one restoration of it, brings. */
    public static final int TEXT_INSERT = 32 * 1024;

    /** Pieces, each of one run, that one deletion from a text, or one restoration of it, may be made of. */
    public static final int TEXT_PIECES = 8 * 1024;

    /** Bytes of a blob. */
    public static final int BLOB_BYTES = 512 * 1024;

    /** Views of a party that are kept for subscribers who come back; and results of subscriptions that ended. */
    public static final int KEPT_VIEWS = 16;

    /** Deeds in a page of an item's history. */
    public static final int HISTORY_PAGE = 256;

    /** Batches of its own that a node remembers as steps to undo, and as steps to redo; past it the oldest is forgotten. */
    public static final int UNDO_BATCHES = 1_000;

    /** Stages that wait, in one party, for a timeframe to be applied or for peers to hold a write; past it they are refused. */
    public static final int WAITING_STAGES = 10_000;

    private Limits() {}
}
