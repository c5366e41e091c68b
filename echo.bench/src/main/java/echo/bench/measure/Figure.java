package echo.bench.measure;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a workload.
 *
 * @param name the workload
 * @param unit of value, min and max
 * @param runs what each run gave; at least one
 * @param beside limits and other numbers measured in the same run, by name; each name ends in its unit
 */
public record Figure(String name, String unit, List<Double> runs, Map<String, Double> beside) {
    public Figure {
        runs = runs.stream().sorted().toList();
        beside = new TreeMap<>(beside);
        if (runs.isEmpty()) {
            throw new IllegalArgumentException(name + " has no run");
        }
    }

    /** The median run. */
    public double value() {
        return runs.get(runs.size() / 2);
    }

    /** As one line of JSON. */
    public String toJson() {
        String others = beside.entrySet().stream()
                .map(entry -> "\"" + entry.getKey() + "\":" + number(entry.getValue()))
                .collect(Collectors.joining(","));
        return "{\"name\":\"" + name + "\",\"value\":" + number(value()) + ",\"unit\":\"" + unit + "\",\"runs\":"
                + runs.size() + ",\"min\":" + number(runs.get(0)) + ",\"max\":" + number(runs.get(runs.size() - 1))
                + ",\"beside\":{" + others + "}}";
    }

    /** Four digits, or all before the point. */
    private static String number(double value) {
        if (Math.abs(value) >= 1_000) {
            return String.format(Locale.ROOT, "%.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1 ? "%.2f" : "%.4f", value);
    }
}
