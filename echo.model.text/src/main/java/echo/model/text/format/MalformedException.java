package echo.model.text.format;

import java.io.IOException;

/** Bytes are not what they should be. The message is one line for people, the same on every peer. */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String reason) {
        super(reason);
    }

    /** None: a peer may cause any number of these, and where they arise tells nobody anything. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
