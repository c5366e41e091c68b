package echo.crypto.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.crypto.vault.KeyPlaces;
import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where the keys are: as configured, else as framework properties say, else below the data folder. */
class KeyVaultComponentTest {
    private static final Map<String, String> PROPERTIES = Map.of(
            "echo.data", "/data", "echo.machine.key", "/mount/machine.key", "echo.passphrase.file", "/run/passphrase");

    @Test
    void theConfiguredFilesComeFirst() {
        assertEquals(
                new KeyPlaces(Path.of("/secret/key"), Path.of("/disk/machine"), Optional.of(Path.of("/disk/words"))),
                places(new Named("/secret/key", "/disk/machine", "/disk/words"), PROPERTIES));
    }

    @Test
    void thenTheFrameworksProperties() {
        assertEquals(
                new KeyPlaces(
                        Path.of("/data/keys/device.key"),
                        Path.of("/mount/machine.key"),
                        Optional.of(Path.of("/run/passphrase"))),
                places(new Named("", " ", ""), PROPERTIES));
    }

    @Test
    void withoutBothTheMachineKeyIsBesideTheKeyFileAndThereIsNoPassphrase() {
        assertEquals(
                new KeyPlaces(
                        Path.of("./echo-data/keys/device.key"),
                        Path.of("./echo-data/keys/machine.key"),
                        Optional.empty()),
                places(new Named(" ", "", " "), Map.of()));
        assertEquals(
                Path.of("/elsewhere/machine.key"),
                places(new Named("/elsewhere/key", "", ""), Map.of()).machine());
    }

    private static KeyPlaces places(KeyVaultComponent.Settings settings, Map<String, String> properties) {
        return KeyVaultComponent.places(settings, properties::get);
    }

    @SuppressWarnings("BadAnnotationImplementation") // never compared with a real one
    private record Named(String file, String machineKeyFile, String passphraseFile)
            implements KeyVaultComponent.Settings {
        @Override
        public Class<? extends Annotation> annotationType() {
            return KeyVaultComponent.Settings.class;
        }
    }
}
