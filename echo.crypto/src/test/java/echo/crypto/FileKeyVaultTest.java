package echo.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.crypto.KeyVault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys at rest (docs/format.md "Keys at rest"): made once, for the owner only, never replaced, every flipped bit found. */
class FileKeyVaultTest {
    private static final Bytes ENTROPY = Bytes.hex("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");

    private final Path folder;
    private final Path file;

    FileKeyVaultTest(@TempDir Path data) {
        folder = data.resolve("keys");
        file = folder.resolve("device.key");
    }

    @Test
    void theFileAndItsSecretsAreFrozen() throws IOException {
        Bytes secret = vault().secret("device");

        assertEquals(
                "4543484f4b45595301000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f8935be9c",
                Bytes.owning(Files.readAllBytes(file)).toHex());
        assertEquals("1d5dee263956a8bdb54fb691fd78de1a695e05194a8a33d351180947522d1c2e", secret.toHex());
    }

    @Test
    void secretsOutliveTheProcessAndDifferByLabel() {
        Bytes secret = vault().secret("device");
        KeyVault later = new FileKeyVault(file, () -> {
            throw new AssertionError("no chance is needed when the file is there");
        });

        assertEquals(secret, later.secret("device"));
        assertNotEquals(secret, later.secret("session"));
    }

    @Test
    void onlyTheOwnerMayReadFileAndFolderAndNothingElseIsLeft() throws IOException {
        vault().secret("device");

        assertEquals("rw-------", mode(file));
        assertEquals("rwx------", mode(folder));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefusedByName() throws IOException {
        vault().secret("device");
        for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
            String message = refused(EchoException.Kind.STORAGE);
            assertTrue(message.contains(open) && message.contains("chmod 600"), message);
        }
    }

    @Test
    void everyFlippedBitIsFoundAndTheFileIsLeftAsItIs() throws IOException {
        vault().secret("device");
        byte[] good = Files.readAllBytes(file);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, bad);
            refused(bit / 8 == 8 ? EchoException.Kind.STORAGE : EchoException.Kind.CORRUPT);
            assertEquals(Bytes.owning(bad), Bytes.owning(Files.readAllBytes(file)));
        }
    }

    @Test
    void everyOtherLengthIsFound() throws IOException {
        vault().secret("device");
        byte[] good = Files.readAllBytes(file);
        for (int size = 0; size < good.length + 4; size++) {
            Files.write(file, Arrays.copyOf(good, size));
            if (size != good.length) {
                refused(EchoException.Kind.CORRUPT);
            }
        }
    }

    @Test
    void aCrashBeforeTheRenameLeavesNothingInTheWay() throws IOException {
        Files.createDirectories(folder);
        Files.write(file.resolveSibling("device.key.new"), new byte[7]);

        assertEquals(32, vault().secret("device").size());
        assertFalse(Files.exists(file.resolveSibling("device.key.new")));
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() throws IOException {
        Files.write(folder, new byte[1]);

        assertTrue(refused(EchoException.Kind.STORAGE).contains(file.toString()));
    }

    private KeyVault vault() {
        return new FileKeyVault(file, () -> ENTROPY);
    }

    private String refused(EchoException.Kind kind) {
        EchoException refused = assertThrows(EchoException.class, () -> vault().secret("device"));
        assertEquals(kind, refused.kind(), refused.getMessage());
        return String.valueOf(refused.getMessage());
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
