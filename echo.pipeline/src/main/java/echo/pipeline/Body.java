package echo.pipeline;

import echo.codec.Credential;
import echo.codec.Operation;
import java.util.List;

/** What a message says. */
sealed interface Body {
    /** Statements about the party. */
    record Control(List<Credential> credentials) implements Body {}

    /** A batch of changes of items. */
    record Data(List<Operation> batch) implements Body {}
}
