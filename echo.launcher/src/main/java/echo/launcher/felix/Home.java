package echo.launcher.felix;

import java.nio.file.Path;

/**
 * A distribution folder. Nothing is written into it, so that many nodes can run from one.
 *
 * @param root the folder, made absolute
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    Path bundles() {
        return root.resolve("bundles");
    }

    Path conf() {
        return root.resolve("conf");
    }

    Path deploy() {
        return root.resolve("deploy");
    }
}
