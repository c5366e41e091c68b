package echo.launcher.felix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A distribution folder. Nothing is written into it, so that many nodes can run from one.
 *
 * @param root the folder, made absolute
 */
public record Home(Path root) {
    public Home {
        root = root.toAbsolutePath().normalize();
    }

    /** What {@code conf/echo.properties} gives that name, or else a system property; relative paths are meant from the working folder. */
    public Optional<String> property(String name) throws IOException {
        String configured = Settings.read(conf().resolve("echo.properties")).get(name);
        return Optional.ofNullable(configured == null ? System.getProperty(name) : configured);
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
