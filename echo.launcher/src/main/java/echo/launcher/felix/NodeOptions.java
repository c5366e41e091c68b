package echo.launcher.felix;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What one node was started with.
 *
 * @param data the node's own folder, made absolute
 * @param listen address to accept connections at, if any
 * @param connect addresses to keep connections to
 * @param passphrase the file that holds the passphrase of its key, if any, made absolute
 * @param console who types commands
 */
public record NodeOptions(
        Path data, Optional<String> listen, List<String> connect, Optional<Path> passphrase, ConsoleKind console) {
    public NodeOptions {
        passphrase = passphrase.map(Path::toAbsolutePath);
        data = data.toAbsolutePath().normalize();
        connect = List.copyOf(connect);
    }

    /** Who types commands. */
    public enum ConsoleKind {
        /** A person at a terminal: Gogo with JLine. */
        TERMINAL,
        /** A script: a line each from standard input, see {@code echo.shell.batch}. */
        BATCH,
        /** Nobody; the node runs until it is told to stop. */
        NONE;

        /** The value of the framework property {@code echo.console}. */
        String property() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
