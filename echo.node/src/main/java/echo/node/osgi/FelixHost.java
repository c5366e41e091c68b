package echo.node.osgi;

import echo.api.feed.Storage;
import echo.api.party.Echo;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * The framework: {@link NodeComponent} runs while {@link StorageInCharge} is registered.
 *
 * <p>Any thread, but {@link #open}: one.
 */
final class FelixHost implements Host {
    private final BundleContext context;
    private final StorageFolders folders;

    FelixHost(BundleContext context) {
        this.context = context;
        this.folders = new StorageFolders(context);
    }

    @Override
    public Done start(Storage storage) {
        ServiceRegistration<StorageInCharge> registration = context.registerService(
                StorageInCharge.class, new StorageInCharge(storage), FrameworkUtil.asDictionary(Map.of()));
        return registration::unregister;
    }

    @Override
    public boolean runs() {
        return context.getServiceReference(Echo.class) != null;
    }

    @Override
    public Done open(String name, String folder) {
        return folders.open(name, folder);
    }
}
