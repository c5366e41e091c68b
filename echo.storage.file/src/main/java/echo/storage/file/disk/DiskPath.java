package echo.storage.file.disk;

/**
 * Names a file or folder on a {@link Disk}: parts joined by {@code /}, relative to the disk's root, which is the empty path.
 * No part is empty, {@code .} or {@code ..}, so that no path leaves its disk.
 *
 * @param text the parts, joined; empty for the root
 */
public record DiskPath(String text) implements Comparable<DiskPath> {
    public static final DiskPath ROOT = new DiskPath("");

    public DiskPath {
        if (!text.isEmpty()) {
            for (String part : text.split("/", -1)) {
                if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\\') >= 0) {
                    throw new IllegalArgumentException("not a path below the disk's root: " + text);
                }
            }
        }
    }

    /** The path of {@code name} in this folder. */
    public DiskPath resolve(String name) {
        return new DiskPath(text.isEmpty() ? name : text + "/" + name);
    }

    /** The folder in which this path stands; the root is its own. */
    public DiskPath folder() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? ROOT : new DiskPath(text.substring(0, slash));
    }

    /** The last part; empty for the root. */
    public String name() {
        return text.substring(text.lastIndexOf('/') + 1);
    }

    @Override
    public int compareTo(DiskPath other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
