package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.crypto.KeyVault;
import echo.crypto.FileKeyVault;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Registers a {@link FileKeyVault} on the configured file, with the system's chance. Any thread. */
@Component
@Designate(ocd = KeyVaultComponent.Settings.class)
public final class KeyVaultComponent implements KeyVault {
    private static final String DATA = "echo.data";
    private static final String DEFAULT_DATA = "./echo-data";

    private final KeyVault vault;

    @Activate
    public KeyVaultComponent(BundleContext context, Settings settings) {
        SecureRandom random = new SecureRandom();
        vault = new FileKeyVault(file(settings.file(), context.getProperty(DATA)), () -> {
            byte[] fresh = new byte[32];
            random.nextBytes(fresh);
            return Bytes.owning(fresh);
        });
    }

    @Override
    public Bytes secret(String label) {
        return vault.secret(label);
    }

    /** The configured file, or the one in the data folder. */
    static Path file(String configured, @Nullable String data) {
        return configured.isBlank()
                ? Path.of(data == null ? DEFAULT_DATA : data, "keys", "device.key")
                : Path.of(configured);
    }

    /** Where the key file is. */
    @ObjectClassDefinition(
            name = "ECHO key vault",
            description = "The file from which every secret of this device grows.")
    public @interface Settings {
        /** The key file; empty: {@code keys/device.key} in the folder that the framework property {@code echo.data} names. */
        @AttributeDefinition(
                name = "File",
                description = "The key file. Empty: keys/device.key in the data folder (framework property echo.data).")
        String file() default "";
    }
}
