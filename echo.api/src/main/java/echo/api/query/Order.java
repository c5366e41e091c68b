package echo.api.query;

import echo.api.value.Path;
import echo.api.value.ValueOrder;

/**
 * Sorts by one property, in {@link ValueOrder}. Items that lack it come first, or last when {@code descending}.
 *
 * @param descending greatest first
 */
public record Order(Path path, boolean descending) {}
