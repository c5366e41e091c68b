package echo.launcher;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * What can be refused before a framework is started, with one line each. All of it is tried and let go again; the bundles
 * that really take the lock and the port check once more.
 */
final class Preflight {
    private Preflight() {}

    /** Makes sure that {@code folder} is there, can be written, and that no other node runs on it. */
    static void folder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (FileAlreadyExistsException e) {
            throw storage("the data folder " + folder + " is a file; choose another with --data", e);
        } catch (IOException e) {
            throw storage("the data folder " + folder + " cannot be made; choose another with --data", e);
        }
        if (!Files.isWritable(folder)) {
            throw storage(
                    "the data folder " + folder + " cannot be written; change its rights or choose another with --data",
                    null);
        }
        lock(folder);
    }

    private static void lock(Path folder) {
        try (FileChannel file =
                        FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw held(folder);
            }
        } catch (OverlappingFileLockException e) {
            throw held(folder);
        } catch (IOException e) {
            throw storage("the lock of the data folder " + folder + " cannot be opened; choose another with --data", e);
        }
    }

    /** Makes sure that {@code endpoint} can be listened at. Other transports than tcp say so themselves. */
    static void port(Endpoint endpoint) {
        if (!endpoint.scheme().equals("tcp")) {
            return;
        }
        InetSocketAddress address = new InetSocketAddress(endpoint.host(), endpoint.port());
        if (address.isUnresolved()) {
            throw new Trouble(
                    ExitCode.NETWORK,
                    "no host is called '" + endpoint.host() + "'; write --listen 0.0.0.0:" + endpoint.port()
                            + " for all of this machine's addresses");
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
        } catch (IOException e) {
            throw new Trouble(
                    ExitCode.NETWORK,
                    "cannot listen at " + endpoint + " (" + e.getMessage()
                            + "); stop what uses it, or choose another port",
                    e);
        }
    }

    private static Trouble held(Path folder) {
        return storage(
                "another node runs on the data folder " + folder + "; stop it, or choose another with --data", null);
    }

    private static Trouble storage(String message, @Nullable Throwable cause) {
        return cause == null ? new Trouble(ExitCode.STORAGE, message) : new Trouble(ExitCode.STORAGE, message, cause);
    }
}
