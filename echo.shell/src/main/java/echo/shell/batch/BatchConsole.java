package echo.shell.batch;

import echo.api.party.Echo;
import echo.shell.words.CommandFailure;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The console of scripts: commands from standard input, one a line, once the framework has started all bundles. Works when
 * the framework property {@code echo.console} is {@code batch}. At the end of input it stops the framework; the system
 * property {@code echo.exit} then holds the exit code of the first command that failed.
 */
@Component(
        service = {},
        immediate = true)
public final class BatchConsole implements FrameworkListener {
    /** A process has one standard input: where the node stops and starts again, as in a move, who reads it goes on. */
    private static final AtomicBoolean READS = new AtomicBoolean();

    private final BundleContext context;
    private final CommandProcessor processor;

    /**
     * Begins, if it is asked for.
     *
     * @param node only waited for: without one there is nothing to command
     */
    @Activate
    public BatchConsole(BundleContext context, @Reference CommandProcessor processor, @Reference Echo node) {
        this.context = context;
        this.processor = processor;
        if (!"batch".equals(context.getProperty("echo.console"))) {
            return;
        }
        context.addFrameworkListener(this);
        if (system().getState() == Bundle.ACTIVE) {
            start();
        }
    }

    @Deactivate
    void deactivate() {
        context.removeFrameworkListener(this);
    }

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            start();
        }
    }

    private void start() {
        if (!READS.compareAndSet(false, true)) {
            return;
        }
        Thread thread = new Thread(this::converse, "echo-batch");
        thread.setDaemon(true);
        thread.start();
    }

    private void converse() {
        // Gogo replaces System.in and System.out by streams that belong to whoever asks; these are the process's own.
        try (InputStream input = new FileInputStream(FileDescriptor.in);
                PrintStream output =
                        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
                BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            new BatchSession(processor, output)
                    .run(lines)
                    .ifPresent(kind -> System.setProperty("echo.exit", String.valueOf(kind.exitCode())));
        } catch (IOException e) {
            System.err.println("echodb: standard input cannot be read: " + CommandFailure.of(e));
        }
        stopFramework();
    }

    private void stopFramework() {
        try {
            system().stop();
        } catch (BundleException e) {
            System.err.println("echodb: the framework does not stop: " + e.getMessage());
        }
    }

    private Bundle system() {
        return context.getBundle(Constants.SYSTEM_BUNDLE_ID);
    }
}
