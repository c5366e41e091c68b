package echo.pipeline.query;

import echo.api.value.Path;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Where a path leads among an item's properties. Pure functions. */
final class Properties {
    private Properties() {}

    /** The value at {@code path}, through nested maps. */
    static Optional<Value> at(Value.MapValue properties, Path path) {
        Value value = properties;
        for (String key : path.keys()) {
            Value below = value instanceof Value.MapValue map ? map.entries().get(key) : null;
            if (below == null) {
                return Optional.empty();
            }
            value = below;
        }
        return Optional.of(value);
    }

    /** An order of paths: none first, then key by key. */
    static int compare(Optional<Path> one, Optional<Path> two) {
        List<String> mine = one.map(Path::keys).orElse(List.of());
        List<String> theirs = two.map(Path::keys).orElse(List.of());
        return Arrays.compare(mine.toArray(String[]::new), theirs.toArray(String[]::new));
    }

    /** What a condition on {@code value} may hold for: the value itself, and a list's elements. */
    static List<Value> facets(Value value) {
        List<Value> facets = new ArrayList<>(List.of(value));
        if (value instanceof Value.ListValue list) {
            facets.addAll(list.elements());
        }
        return facets;
    }
}
