package echo.node.osgi;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Tells storage bundles which folder to open, by the configuration {@code echo.storage.NAME}, which the configuration service
 * keeps for later starts.
 *
 * <p>One thread.
 */
final class StorageFolders {
    private static final String FOLDER = "folder";
    private static final String PREFIX = "echo.storage.";

    private final BundleContext context;

    StorageFolders(BundleContext context) {
        this.context = context;
    }

    /**
     * Lets storage {@code name} open {@code folder}, soon.
     *
     * @return what takes that back
     * @throws EchoException if there is no configuration service, or it cannot write
     */
    Host.Done open(String name, String folder) {
        try {
            Configuration configuration = admin().getConfiguration(PREFIX + name, "?");
            @Nullable Dictionary<String, Object> before = configuration.getProperties();
            configuration.update(with(before, folder));
            return () -> restore(configuration, before);
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** The settings {@code before}, with another folder. */
    private static Dictionary<String, Object> with(@Nullable Dictionary<String, Object> before, String folder) {
        Map<String, Object> settings = new TreeMap<>();
        if (before != null) {
            settings.putAll(FrameworkUtil.asMap(before));
        }
        settings.put(FOLDER, folder);
        return FrameworkUtil.asDictionary(settings);
    }

    private static void restore(Configuration configuration, @Nullable Dictionary<String, Object> before) {
        try {
            if (before == null) {
                configuration.delete();
            } else {
                configuration.update(before);
            }
        } catch (IOException e) {
            throw failed(configuration.getPid(), e);
        }
    }

    private ConfigurationAdmin admin() {
        @Nullable
        ServiceReference<ConfigurationAdmin> reference = context.getServiceReference(ConfigurationAdmin.class);
        @Nullable ConfigurationAdmin admin = reference == null ? null : context.getService(reference);
        if (admin == null) {
            throw new EchoException(
                    Kind.UNAVAILABLE, "the configuration service is not there; start its bundle, then move again");
        }
        return admin;
    }

    private static EchoException failed(String name, IOException cause) {
        return new EchoException(
                Kind.STORAGE,
                "the configuration of storage " + name + " cannot be written (" + cause.getMessage() + ")",
                cause);
    }
}
