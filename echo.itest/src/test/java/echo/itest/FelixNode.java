package echo.itest;

import echo.api.party.Echo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix of its own with the exported bundles, so that two nodes can stand in one test. Only {@code echo.api} is not
 * installed: the framework exports the test's own, so that the test can call the node.
 */
final class FelixNode implements AutoCloseable {
    private static final long PATIENCE_MS = 30_000;
    private static final List<String> LEFT_OUT = List.of("echo.api", "org.apache.felix.gogo.jline");

    private final Framework framework;

    private FelixNode(Framework framework) {
        this.framework = framework;
    }

    /** Starts one with these framework properties, its data in a fresh folder. */
    static FelixNode start(String name, Map<String, String> properties) throws BundleException, IOException {
        return start(BundleSet.scratch(name), properties);
    }

    /** Starts one with these framework properties, its data in {@code folder}, where there may be that of an earlier one. */
    static FelixNode start(Path folder, Map<String, String> properties) throws BundleException, IOException {
        Map<String, String> settings = new TreeMap<>(properties);
        settings.put("echo.data", folder.resolve("data").toString());
        settings.put(Constants.FRAMEWORK_STORAGE, folder.resolve("bundles").toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, exports(BundleSet.jar("echo.api")));
        settings.put("felix.service.urlhandlers", "false");
        FelixNode node = new FelixNode(new FrameworkFactory().newFramework(settings));
        node.framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : BundleSet.jars()) {
            bundles.add(node.context().installBundle(jar.toUri().toString()));
        }
        for (Bundle bundle : bundles) {
            if (LEFT_OUT.contains(bundle.getSymbolicName())) {
                bundle.uninstall();
            }
        }
        for (Bundle bundle : bundles) {
            if (bundle.getState() != Bundle.UNINSTALLED) {
                bundle.start();
            }
        }
        return node;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    Bundle bundle(String name) {
        return Stream.of(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bundle " + name));
    }

    /** What bundles of the workspace offer now, for people. */
    List<String> services() {
        return Stream.of(context().getBundles())
                .filter(bundle -> String.valueOf(bundle.getSymbolicName()).startsWith("echo."))
                .map(bundle -> bundle + " " + Arrays.toString(bundle.getRegisteredServices()))
                .toList();
    }

    /** The node's service, once it is there. */
    Echo echo() throws InterruptedException {
        ServiceTracker<Echo, Echo> tracker = new ServiceTracker<>(context(), Echo.class, null);
        tracker.open();
        try {
            Echo echo = tracker.waitForService(PATIENCE_MS);
            if (echo == null) {
                throw new AssertionError("no node came up: " + services());
            }
            return echo;
        } finally {
            tracker.close();
        }
    }

    @Override
    public void close() throws BundleException {
        framework.stop();
        try {
            framework.waitForStop(PATIENCE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String exports(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Constants.EXPORT_PACKAGE);
        }
    }
}
