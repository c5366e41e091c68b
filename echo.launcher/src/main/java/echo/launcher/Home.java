package echo.launcher;

import java.nio.file.Path;

/**
 * A distribution folder. {@code bundles}, {@code conf}, {@code deploy} and {@code lib} come with it; {@code data} is
 * made by the runtime.
 *
 * @param root the folder, made absolute
 */
record Home(Path root) {
    Home {
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

    Path data() {
        return root.resolve("data");
    }
}
