package echo.launcher.felix;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** The framework's properties: the launcher's defaults, then {@code conf/echo.properties}, then options; the last one counts. */
final class Settings {
    private Settings() {}

    /** The settings of one node run from a distribution folder. The map is the caller's. */
    static Map<String, String> of(Home home, NodeOptions node) throws IOException {
        Map<String, String> settings = echo(home, node);
        settings.putAll(framework(home, node.data().resolve("runtime")));
        settings.putAll(read(home.conf().resolve("echo.properties")));
        settings.putAll(options(node));
        return settings;
    }

    /** What ECHO's own bundles read. */
    private static Map<String, String> echo(Home home, NodeOptions node) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("echo.home", home.root().toString());
        settings.put("echo.data", node.data().toString());
        settings.put("echo.console", node.console().property());
        return settings;
    }

    /** What was said at this start, which counts before what is written down for all. */
    private static Map<String, String> options(NodeOptions node) {
        Map<String, String> settings = new TreeMap<>();
        node.listen().ifPresent(address -> settings.put("echo.listen", address));
        if (!node.connect().isEmpty()) {
            settings.put("echo.connect", String.join(",", node.connect()));
        }
        node.passphrase().ifPresent(file -> settings.put("echo.passphrase.file", file.toString()));
        return settings;
    }

    private static Map<String, String> framework(Home home, Path own) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, own.resolve("bundles").toString());
        // The bundles folder says what runs: nothing installed by an earlier start survives in the cache.
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put("felix.cm.dir", own.resolve("config").toString());
        settings.put("felix.fileinstall.dir", home.deploy() + "," + home.conf());
        settings.put("felix.fileinstall.tmpdir", own.resolve("tmp").toString());
        settings.put("felix.fileinstall.noInitialDelay", "true");
        settings.put("felix.fileinstall.poll", "500");
        settings.put("felix.fileinstall.log.level", "2");
        // conf/ may serve many nodes: none of them writes into it.
        settings.put("felix.fileinstall.enableConfigSave", "false");
        settings.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                home.conf().resolve("logback.xml").toString());
        settings.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        // Where Gogo looks for etc/gosh_profile.
        settings.put("gosh.home", home.root().toString());
        return settings;
    }

    static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }
}
