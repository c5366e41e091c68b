package echo.api;

/**
 * Trouble with the world: a disk, a port, a key file, a user's input. The message names what is wrong and what to do. Only
 * the rim throws it; what a peer sends never does (it is refused, with a reason, as a value).
 */
public final class EchoException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** What kind of trouble, and the exit code with which the {@code echodb} command reports it. */
    public enum Kind {
        /** The caller asked for something impossible or malformed. */
        USAGE(2),
        /** An address cannot be bound or reached. */
        NETWORK(3),
        /** A file or folder cannot be read or written, or another process holds it. */
        STORAGE(4),
        /** An invitation was refused: unknown, used, expired, or not answered. */
        REFUSED(5),
        /** Stored bytes are not what was written. */
        CORRUPT(6),
        /** A needed part (a model, a storage, a transport) is not running. */
        UNAVAILABLE(7);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        public int exitCode() {
            return exitCode;
        }
    }

    private final Kind kind;

    public EchoException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public EchoException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Kind and message, as {@code STORAGE: the disk is full}. OSGi keeps of a failed component only its stack trace in text, and
     * by this form the launcher knows both.
     */
    @Override
    @SuppressWarnings("OverrideThrowableToString") // the message alone is what people read
    public String toString() {
        return kind + ": " + getMessage();
    }
}
