package echo.launcher.felix;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import echo.launcher.felix.NodeOptions.ConsoleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a node's passphrase is comes from the command line or from conf/echo.properties, and only its place is told. */
class SettingsTest {
    private static final String PASSPHRASE = "echo.passphrase.file";

    private final Home home;

    SettingsTest(@TempDir Path folder) throws IOException {
        home = new Home(folder);
        Files.createDirectories(home.conf());
    }

    @Test
    void thePassphrasesFileIsToldByItsAbsoluteName() throws IOException {
        assertEquals(
                Path.of("words").toAbsolutePath().toString(),
                settings(Optional.of(Path.of("words"))).get(PASSPHRASE));
        assertFalse(settings(Optional.empty()).containsKey(PASSPHRASE));
    }

    @Test
    void whatTheConfigurationNamesCountsForNodesAndForCommands() throws IOException {
        assertEquals(Optional.empty(), home.property(PASSPHRASE));
        Files.writeString(home.conf().resolve("echo.properties"), PASSPHRASE + " = /run/words\n");

        assertEquals("/run/words", settings(Optional.empty()).get(PASSPHRASE));
        assertEquals("/words", settings(Optional.of(Path.of("/words"))).get(PASSPHRASE), "an option counts first");
        assertEquals(Optional.of("/run/words"), home.property(PASSPHRASE));
    }

    private Map<String, String> settings(Optional<Path> passphrase) throws IOException {
        return Settings.of(
                home, new NodeOptions(home.root(), Optional.empty(), List.of(), passphrase, ConsoleKind.NONE));
    }
}
