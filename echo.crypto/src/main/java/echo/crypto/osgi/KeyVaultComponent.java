package echo.crypto.osgi;

import echo.api.Bytes;
import echo.api.crypto.KeyVault;
import echo.crypto.vault.FileKeyVault;
import echo.crypto.vault.KeyCustody;
import echo.crypto.vault.KeyPlaces;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Registers a {@link FileKeyVault} on the configured files, and wipes it when it goes. Any thread. */
@Component(service = {KeyVault.class, KeyVaultComponent.class})
@Designate(ocd = KeyVaultComponent.Settings.class)
public final class KeyVaultComponent implements KeyVault {
    private static final String DEFAULT_DATA = "./echo-data";

    private final KeyPlaces places;
    private final FileKeyVault vault;

    @Activate
    public KeyVaultComponent(BundleContext context, Settings settings) {
        places = places(settings, context::getProperty);
        vault = new FileKeyVault(new KeyCustody(places));
    }

    @Override
    public Bytes secret(String label) {
        return vault.secret(label);
    }

    @Deactivate
    void deactivate() {
        vault.close();
    }

    /** The files that the vault uses. */
    KeyPlaces places() {
        return places;
    }

    /** The files that {@code settings} name, or framework properties in their place. */
    static KeyPlaces places(Settings settings, UnaryOperator<@Nullable String> properties) {
        Path device = named(settings.file())
                .orElse(named(properties.apply("echo.data"))
                        .orElse(Path.of(DEFAULT_DATA))
                        .resolve("keys")
                        .resolve("device.key"));
        Path machine = named(settings.machineKeyFile())
                .or(() -> named(properties.apply("echo.machine.key")))
                .orElse(device.resolveSibling("machine.key"));
        return new KeyPlaces(
                device,
                machine,
                named(settings.passphraseFile()).or(() -> named(properties.apply("echo.passphrase.file"))));
    }

    private static Optional<Path> named(@Nullable String path) {
        return path == null || path.isBlank() ? Optional.empty() : Optional.of(Path.of(path));
    }

    /** Where the keys are. A passphrase is never a setting; the name of the file that holds it is. */
    @ObjectClassDefinition(
            name = "ECHO key vault",
            description = "The file from which every secret of this device grows, and what seals it.")
    public @interface Settings {
        /** The key file; empty: {@code keys/device.key} in the folder that the framework property {@code echo.data} names. */
        @AttributeDefinition(
                name = "File",
                description = "The key file. Empty: keys/device.key in the data folder (framework property echo.data).")
        String file() default "";

        /** The machine key; empty: what the framework property {@code echo.machine.key} names, or {@code machine.key} beside it. */
        @AttributeDefinition(
                name = "Machine key",
                description =
                        "The file of the machine key, best on another disk than the data. Empty: framework property"
                                + " echo.machine.key, else machine.key beside the key file.")
        String machineKeyFile() default "";

        /** The passphrase's file; empty: what the framework property {@code echo.passphrase.file} names, or none. */
        @AttributeDefinition(
                name = "Passphrase file",
                description =
                        "The file that holds the passphrase. Empty: framework property echo.passphrase.file, else no"
                                + " passphrase: the machine key seals.")
        String passphraseFile() default "";
    }
}
