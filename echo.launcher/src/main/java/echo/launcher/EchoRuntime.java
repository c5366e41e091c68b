package echo.launcher;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** A running OSGi framework with the bundles of a distribution folder. */
final class EchoRuntime {
    /** The exit code that asks a supervisor to start the runtime again (BSD's {@code EX_TEMPFAIL}). */
    static final int EXIT_RESTART = 75;

    private static final long STOP_PATIENCE_MS = 10_000;

    private final Framework framework;

    private EchoRuntime(Framework framework) {
        this.framework = framework;
    }

    /** Starts the framework and all bundles; returns when the start level is reached. */
    static EchoRuntime boot(Home home) throws IOException, BundleException, InterruptedException {
        Map<String, String> settings = Settings.of(home);
        settings.forEach(System::setProperty);
        // JLine looks for its terminals through the context class loader, and the launcher's sees no bundle.
        Thread.currentThread().setContextClassLoader(null);
        EchoRuntime runtime = new EchoRuntime(factory().newFramework(settings));
        runtime.start(new BundleFolder(home.bundles()));
        return runtime;
    }

    /** One line for people: how many bundles are active, and how long the start took. */
    String summary() {
        Bundle[] all = framework.getBundleContext().getBundles();
        long active = Stream.of(all)
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
        long upMs = ManagementFactory.getRuntimeMXBean().getUptime();
        return "echo: " + active + "/" + all.length + " bundles active, " + upMs + " ms since JVM start";
    }

    /** Waits until the framework has stopped, and says with which code the process should end. */
    int awaitStop() throws InterruptedException {
        FrameworkEvent end = framework.waitForStop(0);
        return end.getType() == FrameworkEvent.STOPPED_UPDATE ? EXIT_RESTART : 0;
    }

    private void start(BundleFolder bundles) throws IOException, BundleException, InterruptedException {
        framework.init();
        BundleContext context = framework.getBundleContext();
        CountDownLatch started = new CountDownLatch(1);
        context.addFrameworkListener(event -> onFrameworkEvent(event, started));
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "echo-shutdown"));
        bundles.startIn(context);
        framework.start();
        started.await();
    }

    private static void onFrameworkEvent(FrameworkEvent event, CountDownLatch started) {
        if (event.getType() == FrameworkEvent.ERROR) {
            System.err.println("echo: " + event.getBundle() + ": " + event.getThrowable());
        } else if (event.getType() == FrameworkEvent.STARTED) {
            started.countDown();
        }
    }

    private void stop() {
        try {
            framework.stop();
            framework.waitForStop(STOP_PATIENCE_MS);
        } catch (BundleException e) {
            System.err.println("echo: the framework does not stop: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class, EchoRuntime.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no OSGi framework on the class path"));
    }
}
