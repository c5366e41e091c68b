package echo.crypto.vault;

import static echo.crypto.vault.VaultFolder.LABEL;
import static echo.crypto.vault.VaultFolder.SECRET;
import static echo.crypto.vault.VaultFolder.VERSION_1;
import static echo.crypto.vault.VaultFolder.mode;
import static echo.crypto.vault.VaultFolder.read;
import static echo.crypto.vault.VaultFolder.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys at rest (docs/format.md "Keys at rest"): made once, sealed, for the owner only, never replaced by opening. */
class FileKeyVaultTest {
    private final VaultFolder files;

    FileKeyVaultTest(@TempDir Path data) {
        files = new VaultFolder(data);
    }

    /** Chance counts: root secret 00…1f, machine key 20…3f, salt 40…4f, nonce 50…5b. Computed by OpenSSL. */
    @Test
    void withoutAPassphraseAMachineKeySealsAndBothFilesAreFrozen() {
        assertEquals(SECRET, files.secret(files.places()));
        assertEquals(
                "4543484f4b4559530202000000000000404142434445464748494a4b4c4d4e4f505152535455565758595a5b06cef1f9"
                        + "53674ca3b95416af88e338a185c604116d4b64b2180b17c909bf8d769371a7b4f1178c1a9e64b6f556f85d83c2422450",
                read(files.device).toHex());
        assertEquals(
                "4543484f4d4b455901202122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3fcaf7ad16",
                read(files.machine).toHex());
    }

    @Test
    void withAPassphraseNoMachineKeyIsMade() {
        assertEquals(SECRET, files.secret(files.places("words")));
        assertEquals(List.of("device.key"), files.names());
        assertEquals(SECRET, files.secret(files.places("words")));
    }

    @Test
    void aFileInTheClearIsReadAndLeftAsItIs() {
        VaultFolder.write(files.device, VERSION_1);

        assertEquals(SECRET, files.secret(files.places()));
        assertEquals(VERSION_1, read(files.device));
        assertEquals(List.of("device.key"), files.names());
    }

    @Test
    void secretsOutliveTheProcessAndDifferByLabel() {
        Bytes secret = files.secret(files.places());
        FileKeyVault later = new FileKeyVault(files.custody(files.places(), size -> {
            throw new AssertionError("no chance is needed when the file is there");
        }));

        assertEquals(secret, later.secret(LABEL));
        assertNotEquals(secret, later.secret("session"));
    }

    @Test
    void aSealedFileWithoutItsPassphraseSaysWhatToDo() {
        files.secret(files.places("words"));
        Bytes before = read(files.device);

        String none = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
        assertTrue(none.contains("none is given") && none.contains("echo.passphrase.file"), none);
        String wrong = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places("word")));
        assertTrue(wrong.contains("passphrase word is not that of the key file " + files.device), wrong);
        assertEquals(before, read(files.device));
        assertEquals(List.of("device.key"), files.names());
    }

    @Test
    void aPassphraseThatWouldProtectNothingIsRefused() {
        VaultFolder.write(files.device, VERSION_1);
        String clear = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places("words")));
        assertTrue(clear.contains("not sealed with one"), clear);
        files.custody(files.places()).sealWithMachineKey();
        refused(EchoException.Kind.STORAGE, () -> files.secret(files.places("words")));
    }

    @Test
    void aCopiedKeyFileIsWorthNothingWithoutItsMachineKey() throws IOException {
        files.secret(files.places());
        Bytes before = read(files.device);
        Files.delete(files.machine);
        String gone = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
        assertTrue(gone.contains(files.machine + ", which is not there"), gone);

        new MachineKey(files.machine).make(files::chance);
        String other = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
        assertTrue(other.contains("is not that of the key file"), other);
        assertEquals(before, read(files.device));
    }

    @Test
    void aMachineKeyThatIsThereServesANewKeyFileToo() throws IOException {
        files.secret(files.places());
        Bytes machine = read(files.machine);
        Files.delete(files.device);

        assertNotEquals(SECRET, files.secret(files.places()));
        assertEquals(machine, read(files.machine));
    }

    @Test
    void onlyTheOwnerMayReadFilesAndFolderAndNothingElseIsLeft() {
        files.secret(files.places());

        assertEquals(List.of("device.key", "machine.key"), files.names());
        assertEquals("rw-------", mode(files.device));
        assertEquals("rw-------", mode(files.machine));
        assertEquals("rwx------", mode(files.folder));
    }

    @Test
    void filesThatOthersMayReadAreRefusedByName() throws IOException {
        files.secret(files.places());
        for (Path file : List.of(files.device, files.machine)) {
            for (String open : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx-----x"}) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(open));
                String message = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
                assertTrue(message.contains(open) && message.contains("chmod 600"), message);
                assertTrue(message.contains(file.toString()), message);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    @Test
    void everyFlippedByteAndEveryOtherLengthIsFoundInEachKindOfFileAndLeft() {
        files.secret(files.places());
        assertDamageIsFound(files.device, files.places());
        assertDamageIsFound(files.machine, files.places());
        VaultFolder.write(files.device, VERSION_1);
        assertDamageIsFound(files.device, files.places());
        files.custody(files.places()).sealWithPassphrase(files.passphrase("words"));
        assertDamageIsFound(files.device, files.places("words"));
    }

    private void assertDamageIsFound(Path file, KeyPlaces places) {
        byte[] good = read(file).toByteArray();
        for (int at = 0; at < good.length; at++) {
            for (int change : new int[] {0x01, 0x80, 0xff}) {
                byte[] bad = good.clone();
                bad[at] ^= (byte) change;
                assertRefused(file, bad, places);
            }
        }
        for (int size = 0; size < good.length + 4; size++) {
            if (size != good.length) {
                assertRefused(file, Arrays.copyOf(good, size), places);
            }
        }
        VaultFolder.write(file, Bytes.owning(good));
        assertEquals(SECRET, files.secret(places));
    }

    private void assertRefused(Path file, byte[] bad, KeyPlaces places) {
        VaultFolder.write(file, Bytes.copyOf(bad));
        EchoException refused = assertThrows(EchoException.class, () -> files.secret(places));
        boolean known = !file.equals(files.device) || bad.length <= 8 || (bad[8] >= 1 && bad[8] <= 3);
        assertEquals(known ? EchoException.Kind.CORRUPT : EchoException.Kind.STORAGE, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains(file.toString()), refused.getMessage());
        assertEquals(Bytes.copyOf(bad), read(file));
    }

    @Test
    void aCrashBeforeTheRenameLeavesNothingInTheWay() {
        VaultFolder.write(files.folder.resolve("device.key.new"), Bytes.hex("00"));
        VaultFolder.write(files.folder.resolve("machine.key.new"), Bytes.hex("00"));
        VaultFolder.write(files.folder.resolve("machine.key.999999999.new"), Bytes.hex("00"));

        assertEquals(SECRET, files.secret(files.places()));
        assertEquals(List.of("device.key", "machine.key"), files.names());
    }

    @Test
    void aFolderThatCannotBeMadeIsNamed() {
        VaultFolder.write(files.folder, Bytes.hex("00"));

        String message = refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
        assertTrue(message.contains(files.folder.toString()), message);
    }

    @Test
    void closingWipesTheRootSecretAndEndsTheVault() throws ReflectiveOperationException {
        FileKeyVault vault = new FileKeyVault(files.custody(files.places()));
        vault.secret(LABEL);
        Field field = FileKeyVault.class.getDeclaredField("secrets");
        field.setAccessible(true);
        byte[] root = ((Secrets) field.get(vault)).bytes();
        vault.close();

        assertArrayEquals(new byte[32], root);
        assertThrows(IllegalStateException.class, () -> vault.secret(LABEL));
    }

    @Test
    void whatChanceGaveForKeysIsWiped() {
        files.secret(files.places());

        assertArrayEquals(new byte[32], files.drawn.get(0));
        assertArrayEquals(new byte[32], files.drawn.get(1));
    }
}
