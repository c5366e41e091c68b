package echo.api.past;

import echo.api.value.Value;
import java.util.Optional;

/**
 * A mutation that changed what stands at one path of an item: one answer to "why is it so?".
 *
 * @param deed the mutation
 * @param before what stood there before it
 * @param after what stood there after it
 */
public record Cause(Deed deed, Optional<Value> before, Optional<Value> after) {}
