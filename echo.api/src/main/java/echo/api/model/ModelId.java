package echo.api.model;

import echo.api.Limits;
import java.util.regex.Pattern;

/**
 * Names a model: what type of item, and which version of its rules. Two builds with the same major and minor number promise
 * the same result for the same mutations; a micro release changes no state, so it is not part of the name.
 *
 * @param type a dotted name, as {@code echo.object}; at most {@link Limits#TYPE_NAME} characters
 * @param major grows with an incompatible change
 * @param minor grows with every change of behaviour
 */
public record ModelId(String type, int major, int minor) implements Comparable<ModelId> {
    private static final Pattern TYPE = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
    private static final Pattern VERSION = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(\\.\\S*)?");

    public ModelId {
        if (!isType(type)) {
            throw new IllegalArgumentException(
                    "'" + type + "' is not an item type; write a dotted name, as echo.object");
        }
        if (major < 0 || minor < 0) {
            throw new IllegalArgumentException("negative model version " + major + "." + minor);
        }
    }

    /** Whether {@code text} can be an item type. */
    public static boolean isType(String text) {
        return text.length() <= Limits.TYPE_NAME && TYPE.matcher(text).matches();
    }

    /** From a type and a version as OSGi writes it, {@code major.minor[.micro[.qualifier]]}. */
    public static ModelId of(String type, String version) {
        var match = VERSION.matcher(version);
        if (!match.matches()) {
            throw new IllegalArgumentException("'" + version + "' is not a version; write it as 1.0.0");
        }
        return new ModelId(type, Integer.parseInt(match.group(1)), Integer.parseInt(match.group(2)));
    }

    @Override
    public int compareTo(ModelId other) {
        int order = type.compareTo(other.type);
        if (order == 0) {
            order = Integer.compare(major, other.major);
        }
        return order != 0 ? order : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return type + "/" + major + "." + minor;
    }
}
