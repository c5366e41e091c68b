package echo.launcher;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.osgi.framework.Constants;

/** The framework's properties: the launcher's defaults, replaced by what {@code conf/echo.properties} names. */
final class Settings {
    private Settings() {}

    /** Reads the settings of a folder. The map is the caller's. */
    static Map<String, String> of(Home home) throws IOException {
        Map<String, String> settings = defaults(home);
        settings.putAll(read(home.conf().resolve("echo.properties")));
        return settings;
    }

    private static Map<String, String> defaults(Home home) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("echo.home", home.root().toString());
        settings.put(Constants.FRAMEWORK_STORAGE, home.data().resolve("cache").toString());
        // The bundles folder says what runs: nothing installed by an earlier start survives in the cache.
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put("felix.cm.dir", home.data().resolve("config").toString());
        settings.put("felix.fileinstall.dir", home.deploy() + "," + home.conf());
        settings.put("felix.fileinstall.tmpdir", home.data().resolve("tmp").toString());
        settings.put("felix.fileinstall.noInitialDelay", "true");
        settings.put("felix.fileinstall.poll", "500");
        settings.put("felix.fileinstall.log.level", "2");
        settings.put(
                "org.ops4j.pax.logging.StaticLogbackFile",
                home.conf().resolve("logback.xml").toString());
        settings.put("org.ops4j.pax.logging.DefaultServiceLog.level", "WARN");
        return settings;
    }

    private static Map<String, String> read(Path file) throws IOException {
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
