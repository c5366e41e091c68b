package echo.model.object.state;

import echo.api.value.Value;

/**
 * One value that is replaced as a whole.
 *
 * @param value neither a list nor a map
 */
public record PlainNode(Value value) implements Node {}
