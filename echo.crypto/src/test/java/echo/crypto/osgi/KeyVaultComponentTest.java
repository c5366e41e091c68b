package echo.crypto.osgi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Where the key file is: configured, else below the framework's data folder, else below the working folder. */
class KeyVaultComponentTest {
    @Test
    void theConfiguredFileComesFirst() {
        assertEquals(Path.of("/secret/key"), KeyVaultComponent.file("/secret/key", "/data"));
    }

    @Test
    void withoutOneItIsInTheDataFolder() {
        assertEquals(Path.of("/data/keys/device.key"), KeyVaultComponent.file("", "/data"));
        assertEquals(Path.of("./echo-data/keys/device.key"), KeyVaultComponent.file(" ", null));
    }
}
