package echo.launcher.felix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;

/**
 * The jars that a runtime starts with, in the order of their names.
 *
 * @param folder every {@code *.jar} in it is a bundle
 */
record BundleFolder(Path folder) {
    /**
     * The bundle that takes the terminal. It starts last and only at a terminal: it would offer commands before they are
     * there, and take the end of a script's input for the end of the node.
     */
    static final String TERMINAL = "org.apache.felix.gogo.jline";

    /** Jars of this name's beginning come first, so that what the others say is logged. Felix starts in the order of installing. */
    private static final String LOGGING = "pax-logging";

    private static final Comparator<Path> LOGGING_FIRST = Comparator.comparing(
                    (Path jar) -> !String.valueOf(jar.getFileName()).startsWith(LOGGING))
            .thenComparing(Comparator.naturalOrder());

    /** Installs all by reference, then starts all but fragments and the terminal, so that every one may resolve against the rest. */
    void startIn(BundleContext context) throws IOException, BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(context.installBundle("reference:" + jar.toUri()));
        }
        for (Bundle bundle : bundles) {
            if (!isFragment(bundle) && !TERMINAL.equals(name(bundle))) {
                bundle.start(Bundle.START_ACTIVATION_POLICY);
            }
        }
    }

    private List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted(LOGGING_FIRST)
                    .toList();
        }
    }

    private static String name(Bundle bundle) {
        return String.valueOf(bundle.getSymbolicName());
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
