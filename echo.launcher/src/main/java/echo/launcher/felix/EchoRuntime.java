package echo.launcher.felix;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import echo.launcher.felix.NodeOptions.ConsoleKind;
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
public final class EchoRuntime {
    /** The service that a node is, once all that it needs is there. The launcher sees no bundle, so it knows the name only. */
    private static final String NODE = "echo.api.party.Echo";

    private static final long STOP_PATIENCE_MS = 10_000;

    private final Framework framework;

    private EchoRuntime(Framework framework) {
        this.framework = framework;
    }

    /**
     * Starts the framework and all bundles; returns when the node is there.
     *
     * @throws Trouble if it is not, with the reason that its parts gave
     */
    public static EchoRuntime boot(Home home, NodeOptions node)
            throws IOException, BundleException, InterruptedException {
        Map<String, String> settings = Settings.of(home, node);
        settings.forEach(System::setProperty);
        // JLine looks for its terminals through the context class loader, and the launcher's sees no bundle.
        Thread.currentThread().setContextClassLoader(null);
        HeldErrors errors = HeldErrors.hold();
        EchoRuntime runtime = new EchoRuntime(factory().newFramework(settings));
        runtime.start(new BundleFolder(home.bundles()));
        try {
            runtime.requireNode();
        } catch (Trouble told) {
            errors.drop();
            throw told;
        }
        errors.release();
        if (node.console() == ConsoleKind.TERMINAL) {
            runtime.openTerminal();
        }
        return runtime;
    }

    /** A few words for people: how many bundles are active, and how long the start took. */
    public String summary() {
        long active = Stream.of(framework.getBundleContext().getBundles())
                .filter(bundle -> bundle.getState() == Bundle.ACTIVE)
                .count();
        long upMs = ManagementFactory.getRuntimeMXBean().getUptime();
        return active + " bundles active, " + upMs + " ms since the JVM started";
    }

    /** Waits until the framework has stopped, and says with which code the process should end. */
    public int awaitStop() throws InterruptedException {
        FrameworkEvent end = framework.waitForStop(0);
        return end.getType() == FrameworkEvent.STOPPED_UPDATE
                ? ExitCode.RESTART.code()
                : Integer.getInteger("echo.exit", ExitCode.OK.code());
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

    private void requireNode() {
        BundleContext context = framework.getBundleContext();
        if (context.getServiceReference(NODE) == null) {
            throw new FailedParts(context).trouble();
        }
    }

    private void openTerminal() throws BundleException {
        for (Bundle bundle : framework.getBundleContext().getBundles()) {
            if (BundleFolder.TERMINAL.equals(bundle.getSymbolicName())) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private static void onFrameworkEvent(FrameworkEvent event, CountDownLatch started) {
        if (event.getType() == FrameworkEvent.ERROR) {
            System.err.println("echodb: " + event.getBundle() + ": " + event.getThrowable());
        } else if (event.getType() == FrameworkEvent.STARTED) {
            started.countDown();
        }
    }

    private void stop() {
        try {
            framework.stop();
            framework.waitForStop(STOP_PATIENCE_MS);
        } catch (BundleException e) {
            System.err.println("echodb: the framework does not stop: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static FrameworkFactory factory() {
        return ServiceLoader.load(FrameworkFactory.class, EchoRuntime.class.getClassLoader())
                .findFirst()
                .orElseThrow(() -> new Trouble(
                        ExitCode.UNAVAILABLE, "no OSGi framework in the distribution's lib folder; build it again"));
    }
}
