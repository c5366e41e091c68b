package echo.node.osgi;

import echo.api.feed.Storage;
import echo.api.feed.Storages;
import echo.node.storage.NamedStorage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Follows the storages as they come and go, and registers {@link Storages}, and {@link StorageInCharge} while there is one. The
 * framework property {@code echo.storage} (default {@code file}) names the storage of a node that was never moved.
 */
@Component(
        service = {},
        immediate = true)
public final class StoragesComponent {
    private static final long PATIENCE_S = 30;

    private final BundleContext context;
    private final Steward steward;
    private @Nullable ServiceRegistration<Storages> registration;

    @Activate
    public StoragesComponent(BundleContext context) {
        this.context = context;
        this.steward = new Steward(
                new FelixHost(context),
                Duration.ofSeconds(PATIENCE_S),
                Optional.ofNullable(context.getProperty("echo.storage"))
                        .orElse("file")
                        .strip());
    }

    @Activate
    void activate() {
        registration = context.registerService(Storages.class, steward, FrameworkUtil.asDictionary(Map.of()));
        steward.open();
    }

    @Deactivate
    void deactivate() {
        if (registration != null) {
            registration.unregister();
        }
        steward.close();
    }

    @Reference(
            cardinality = ReferenceCardinality.MULTIPLE,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void addStorage(Storage storage, Map<String, ?> properties) {
        steward.added(new NamedStorage(
                text(properties, "echo.storage", "unnamed"), text(properties, "echo.storage.folder", ""), storage));
    }

    void removeStorage(Storage storage) {
        steward.removed(storage);
    }

    private static String text(Map<String, ?> properties, String name, String otherwise) {
        Object value = properties.get(name);
        return value == null ? otherwise : value.toString();
    }
}
