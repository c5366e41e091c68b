package echo.pipeline;

import echo.api.crypto.ContentKeyId;
import echo.codec.Credential;
import echo.codec.Operation;
import java.util.List;

/** What a message says. */
sealed interface Body {
    /** Statements about the party. */
    record Control(List<Credential> credentials) implements Body {}

    /** Something that only who has {@code key} can read. */
    record Sealed(ContentKeyId key) implements Body {}

    /** Something sealed that only a version of ECHO can read that knows {@code what}. */
    record Newer(String what) implements Body {}

    /** Something that nobody can read, who has the key. */
    record Unreadable(String reason) implements Body {}

    /** A batch of changes of items. */
    record Data(List<Operation> batch) implements Body {}
}
