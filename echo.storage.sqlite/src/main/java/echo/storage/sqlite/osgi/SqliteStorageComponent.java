package echo.storage.sqlite.osgi;

import echo.api.EchoException;
import echo.api.feed.Storage;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers the SQLite file of the data folder as a {@link Storage}, once its lock is held, if the framework property
 * {@code echo.storage} is {@value #NAME} or a folder is configured; otherwise it does nothing. It registers by itself, not as a declared service: a folder
 * that is in use or cannot be written is one line in the log and no service.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = SqliteStorageComponent.PID)
@Designate(ocd = SqliteStorageComponent.Config.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='echo.api.feed.Storage'")
public final class SqliteStorageComponent {
    static final String PID = "echo.storage.sqlite";
    private static final String NAME = "sqlite";
    private static final Logger LOG = LoggerFactory.getLogger(SqliteStorageComponent.class);

    /** Settings of the SQLite storage. */
    @ObjectClassDefinition(name = "ECHO SQLite storage")
    public @interface Config {
        @AttributeDefinition(
                name = "Data folder",
                description = "Empty: the framework property echo.data, or ./echo-data when that is not set, and"
                        + " only if echo.storage names this storage.")
        String folder() default "";
    }

    private final Optional<SqliteStorage> storage;
    private final Optional<ServiceRegistration<Storage>> registration;

    @Activate
    public SqliteStorageComponent(BundleContext context, Config config) {
        String wanted = Optional.ofNullable(context.getProperty("echo.storage"))
                .orElse("")
                .strip();
        boolean asked = wanted.equals(NAME) || !config.folder().isBlank();
        Path folder = folder(context, config);
        storage = asked ? open(folder) : Optional.empty();
        registration = storage.map(opened -> register(context, opened, folder));
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
        storage.ifPresent(SqliteStorage::close);
    }

    private static Path folder(BundleContext context, Config config) {
        String byDefault = Optional.ofNullable(context.getProperty("echo.data")).orElse("echo-data");
        return Path.of(config.folder().isBlank() ? byDefault : config.folder())
                .toAbsolutePath()
                .normalize();
    }

    private static Optional<SqliteStorage> open(Path folder) {
        try {
            SqliteStorage opened = SqliteStorage.open(folder, LOG::warn);
            LOG.info(
                    "keep: SQLite file in data folder {}, {} parties",
                    folder,
                    opened.parties().size());
            return Optional.of(opened);
        } catch (EchoException e) {
            LOG.error("no SQLite storage: {}", e.getMessage());
            return Optional.empty();
        }
    }

    private static ServiceRegistration<Storage> register(BundleContext context, SqliteStorage storage, Path folder) {
        Map<String, String> properties = Map.of("echo.storage", NAME, "echo.storage.folder", folder.toString());
        return context.registerService(Storage.class, storage, FrameworkUtil.asDictionary(properties));
    }
}
