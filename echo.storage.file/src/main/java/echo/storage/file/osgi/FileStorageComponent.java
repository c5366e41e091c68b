package echo.storage.file.osgi;

import echo.api.EchoException;
import echo.api.feed.GroupCommit;
import echo.api.feed.Storage;
import echo.storage.file.FileFeedStore;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.NioDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
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
 * Registers the data folder as a {@link Storage}, once its lock is held. It registers by itself, not as a declared
 * service: a folder that is in use or cannot be written is one line in the log and no service, where a declared one would be
 * announced before it is known to work. It does nothing if the framework property {@code echo.storage} names another storage and no
 * folder is configured, and leaves alone a folder that holds the file of another storage.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = FileStorageComponent.PID)
@Designate(ocd = FileStorageComponent.Config.class)
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>='echo.api.feed.Storage'")
public final class FileStorageComponent {
    static final String PID = "echo.storage.file";
    private static final String NAME = "file";
    private static final String OF_SQLITE = "echo.sqlite";
    private static final Logger LOG = LoggerFactory.getLogger(FileStorageComponent.class);

    /** Settings of the file storage. */
    @ObjectClassDefinition(name = "ECHO file storage")
    public @interface Config {
        @AttributeDefinition(
                name = "Data folder",
                description = "Empty: the framework property echo.data, or ./echo-data when that is not set, and"
                        + " only if echo.storage names this storage.")
        String folder() default "";

        @AttributeDefinition(
                name = "Durability",
                description = "What a write withstands that is called durable: FORCE, a power cut; OS, the end of the"
                        + " process alone. Empty: FORCE.")
        String durability() default "";

        @AttributeDefinition(
                name = "Wait of a commit",
                description = "How many ms a write may wait for others to share its force, 0 to 1000. Empty: 0.")
        String commitWaitMs() default "";

        @AttributeDefinition(
                name = "Writes of a commit",
                description = "So many waiting writes are forced at once, 1 to 65536. Empty: 16384.")
        String commitWrites() default "";
    }

    private final Optional<FileStorage> storage;
    private final Optional<ServiceRegistration<Storage>> registration;

    @Activate
    public FileStorageComponent(BundleContext context, Config config) {
        String wanted = Optional.ofNullable(context.getProperty("echo.storage"))
                .orElse(NAME)
                .strip();
        if (!wanted.equals(NAME) && !wanted.equals("sqlite")) {
            LOG.error("echo.storage is {}, no storage that comes with ECHO: it is file or sqlite", wanted);
        }
        boolean asked = wanted.equals(NAME) || !config.folder().isBlank();
        Path folder = folder(context, config);
        storage = asked ? open(folder, config) : Optional.empty();
        registration = storage.map(opened -> register(context, opened, folder));
    }

    @Deactivate
    void close() {
        registration.ifPresent(ServiceRegistration::unregister);
        storage.ifPresent(FileStorage::close);
    }

    private static Path folder(BundleContext context, Config config) {
        String byDefault = Optional.ofNullable(context.getProperty("echo.data")).orElse("echo-data");
        return Path.of(config.folder().isBlank() ? byDefault : config.folder())
                .toAbsolutePath()
                .normalize();
    }

    private static Optional<FileStorage> open(Path folder, Config config) {
        if (Files.exists(folder.resolve(OF_SQLITE))) {
            LOG.error(
                    "no file storage: the data folder {} belongs to the SQLite storage, whose {} is there; set echo.storage=sqlite"
                            + " in conf/echo.properties, or choose another folder",
                    folder,
                    OF_SQLITE);
            return Optional.empty();
        }
        try {
            GroupCommit commits = GroupCommit.of(config.durability(), config.commitWaitMs(), config.commitWrites());
            FileStorage opened = FileStorage.open(
                    new NioDisk(folder),
                    new FileStorage.Settings(FileFeedStore.SEGMENT_BYTES, commits),
                    new SecureRandom(),
                    LOG::warn);
            LOG.info(
                    "keep: data folder {}, {} parties, durability {}",
                    folder,
                    opened.parties().size(),
                    commits.durability());
            return Optional.of(opened);
        } catch (EchoException e) {
            LOG.error("no file storage in {}: {} (settings: conf/{}.cfg)", folder, e.getMessage(), PID);
            return Optional.empty();
        }
    }

    private static ServiceRegistration<Storage> register(BundleContext context, FileStorage storage, Path folder) {
        Map<String, String> properties = Map.of("echo.storage", NAME, "echo.storage.folder", folder.toString());
        return context.registerService(Storage.class, storage, FrameworkUtil.asDictionary(properties));
    }
}
