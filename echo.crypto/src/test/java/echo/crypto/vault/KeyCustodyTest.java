package echo.crypto.vault;

import static echo.crypto.vault.VaultFolder.SECRET;
import static echo.crypto.vault.VaultFolder.VERSION_1;
import static echo.crypto.vault.VaultFolder.mode;
import static echo.crypto.vault.VaultFolder.read;
import static echo.crypto.vault.VaultFolder.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key is sealed anew, exported and imported as a whole or not at all (docs/format.md "Keys at rest"). */
class KeyCustodyTest {
    private final Path data;
    private final VaultFolder files;

    KeyCustodyTest(@TempDir Path data) {
        this.data = data;
        files = new VaultFolder(data);
    }

    @Test
    void theSecretStaysThroughEveryChangeOfWhatSealsIt() {
        VaultFolder.write(files.device, VERSION_1);
        files.custody(files.places()).sealWithPassphrase(files.passphrase("one"));
        assertEquals(SECRET, files.secret(files.places("one")));

        files.custody(files.places("one")).sealWithPassphrase(files.passphrase("two"));
        assertEquals(SECRET, files.secret(files.places("two")));
        refused(EchoException.Kind.STORAGE, () -> files.secret(files.places("one")));

        files.custody(files.places("two")).sealWithMachineKey();
        assertEquals(SECRET, files.secret(files.places()));

        files.custody(files.places()).sealWithPassphrase(files.passphrase("three"));
        assertEquals(SECRET, files.secret(files.places("three")));
        refused(EchoException.Kind.STORAGE, () -> files.secret(files.places()));
        assertEquals("rw-------", mode(files.device));
    }

    @Test
    void noFileHoldsTheOldBytesAfterAChange() {
        VaultFolder.write(files.device, VERSION_1);
        VaultFolder.write(files.folder.resolve("device.key.new"), VERSION_1);
        files.custody(files.places()).sealWithPassphrase(files.passphrase("one"));

        assertEquals(List.of("device.key"), files.names());
        assertFalse(read(files.device).toHex().contains("18191a1b1c1d1e1f"));
    }

    @Test
    void theSameSecretIsNeverSealedTwiceAlike() {
        VaultFolder.write(files.device, VERSION_1);
        files.custody(files.places()).sealWithPassphrase(files.passphrase("one"));
        Bytes before = read(files.device);
        files.custody(files.places("one")).sealWithPassphrase(files.passphrase("one"));

        assertNotEquals(before.slice(16, 44), read(files.device).slice(16, 44));
    }

    @Test
    void aWrongPassphraseChangesNothing() {
        files.secret(files.places("one"));
        Bytes before = read(files.device);

        KeyCustody wrong = files.custody(files.places("wrong"));
        String message = refused(EchoException.Kind.STORAGE, () -> wrong.sealWithPassphrase(files.passphrase("two")));
        assertTrue(message.contains("nothing was changed"), message);
        refused(EchoException.Kind.STORAGE, wrong::sealWithMachineKey);
        refused(EchoException.Kind.STORAGE, () -> wrong.exportTo(data.resolve("out"), files.passphrase("two")));
        assertEquals(before, read(files.device));
        assertEquals(List.of("device.key"), files.names());
        assertFalse(Files.exists(data.resolve("out")));
    }

    /** The new file cannot be written: chance, which is asked before, puts something in its place. */
    @Test
    void aWriteThatFailsLeavesTheOldFileInForce() throws IOException {
        VaultFolder.write(files.device, VERSION_1);
        Path inTheWay = files.folder.resolve("device.key.new").resolve("x");
        KeyCustody hindered = files.custody(files.places(), size -> {
            VaultFolder.write(inTheWay, Bytes.hex("00"));
            return files.chance(size);
        });

        refused(EchoException.Kind.STORAGE, () -> hindered.sealWithPassphrase(files.passphrase("one")));
        Files.delete(inTheWay);
        assertEquals(VERSION_1, read(files.device));
        assertEquals(SECRET, files.secret(files.places()));
    }

    /** The name cannot be taken: a folder with something in it has come to bear it. */
    @Test
    void aRenameThatFailsIsTold() throws IOException {
        VaultFolder.write(files.device, VERSION_1);
        KeyCustody hindered = files.custody(files.places(), size -> {
            removed(files.device);
            VaultFolder.write(files.device.resolve("x"), Bytes.hex("00"));
            return files.chance(size);
        });

        String message =
                refused(EchoException.Kind.STORAGE, () -> hindered.sealWithPassphrase(files.passphrase("one")));
        assertTrue(message.contains(files.device.toString()), message);
    }

    @Test
    void chanceThatFailsLeavesTheOldFileInForce() {
        VaultFolder.write(files.device, VERSION_1);
        KeyCustody hindered = files.custody(files.places(), size -> {
            throw new IllegalStateException("no chance");
        });

        assertThrows(IllegalStateException.class, () -> hindered.sealWithPassphrase(files.passphrase("one")));
        assertThrows(IllegalStateException.class, hindered::sealWithMachineKey);
        assertEquals(VERSION_1, read(files.device));
        assertEquals(List.of("device.key"), files.names());
    }

    /** A crash at any byte of the new file: the old one is in force, and the beginning of the new one is removed. */
    @Test
    void whatACrashLeftOfTheNewFileIsNeitherReadNorKept() {
        VaultFolder.write(files.device, VERSION_1);
        files.custody(files.places()).sealWithMachineKey();
        Bytes whole = read(files.device);
        VaultFolder.write(files.device, VERSION_1);
        for (int size = 0; size <= whole.size(); size++) {
            VaultFolder.write(files.folder.resolve("device.key.new"), whole.slice(0, size));
            assertEquals(SECRET, files.secret(files.places()));
            assertEquals(VERSION_1, read(files.device));
            assertEquals(List.of("device.key", "machine.key"), files.names());
        }
    }

    @Test
    void anExportMakesAnotherFolderTheSameDevice() {
        files.secret(files.places());
        Path export = data.resolve("export");
        files.custody(files.places()).exportTo(export, files.passphrase("travel"));
        assertEquals("rw-------", mode(export));

        VaultFolder bare = new VaultFolder(data.resolve("bare"));
        bare.custody(bare.places()).importFrom(export, files.passphrase("travel"));
        assertEquals(SECRET, bare.secret(bare.places()));
        assertEquals("rw-------", mode(bare.device));
        assertEquals("rwx------", mode(bare.folder));

        VaultFolder sealed = new VaultFolder(data.resolve("sealed"));
        sealed.custody(sealed.places("home")).importFrom(export, files.passphrase("travel"));
        assertEquals(List.of("device.key"), sealed.names());
        assertEquals(SECRET, sealed.secret(sealed.places("home")));
        assertNotEquals(read(export), read(sealed.device));
    }

    @Test
    void anExportOverwritesNothing() {
        files.secret(files.places());
        Path there = VaultFolder.write(data.resolve("there"), Bytes.hex("00"));

        String message = refused(
                EchoException.Kind.STORAGE,
                () -> files.custody(files.places()).exportTo(there, files.passphrase("travel")));
        assertTrue(message.contains("is there already"), message);
        assertEquals(Bytes.hex("00"), read(there));
    }

    @Test
    void nothingIsImportedOverADevicesKey() {
        Path export = exported();
        VaultFolder.write(files.device, Bytes.hex("00"));

        String message = refused(
                EchoException.Kind.STORAGE,
                () -> files.custody(files.places()).importFrom(export, files.passphrase("travel")));
        assertTrue(message.contains("has a key already"), message);
        assertEquals(Bytes.hex("00"), read(files.device));
    }

    @Test
    void whatIsNoExportOrNotOpenedByItsPassphraseLeavesNoKey() {
        Path export = exported();
        Bytes whole = read(export);
        KeyCustody custody = files.custody(files.places());
        Path travel = files.passphrase("travel");

        refused(EchoException.Kind.STORAGE, () -> custody.importFrom(export, files.passphrase("wrong")));
        VaultFolder.write(export, VERSION_1);
        String clear = refused(EchoException.Kind.STORAGE, () -> custody.importFrom(export, travel));
        assertTrue(clear.contains("is no export"), clear);
        for (int size = 0; size < whole.size(); size++) {
            VaultFolder.write(export, whole.slice(0, size));
            refused(EchoException.Kind.CORRUPT, () -> custody.importFrom(export, travel));
        }
        refused(EchoException.Kind.STORAGE, () -> custody.importFrom(data.resolve("none"), travel));
        assertFalse(Files.exists(files.folder));
    }

    @Test
    void aMachineKeyMayLieElsewhereAndIsMadeThere() {
        Path mount = data.resolve("mount").resolve("m.key");
        KeyPlaces places = new KeyPlaces(files.device, mount, Optional.empty());

        assertEquals(SECRET, files.secret(places));
        assertEquals(List.of("device.key"), files.names());
        assertEquals("rw-------", mode(mount));
        assertEquals(SECRET, files.secret(places));
    }

    @Test
    void aFurtherDeviceIsOfTheSameMemberAndNotTheSameDevice() {
        files.secret(files.places());
        Bytes member = files.secret(files.places(), "member/1");
        Path export = data.resolve("export");
        files.custody(files.places()).furtherDeviceTo(export, files.passphrase("travel"));
        VaultFolder other = new VaultFolder(data.resolve("other"));
        other.custody(other.places()).importFrom(export, files.passphrase("travel"));

        assertEquals(member, other.secret(other.places(), "member/1"));
        assertNotEquals(SECRET, other.secret(other.places()));
        other.custody(other.places()).sealWithPassphrase(other.passphrase("home"));
        assertEquals(member, other.secret(other.places("home"), "member/1"));
        other.custody(other.places("home")).sealWithMachineKey();
        Path third = data.resolve("third");
        other.custody(other.places()).furtherDeviceTo(third, files.passphrase("travel"));
        refused(
                EchoException.Kind.STORAGE,
                () -> other.custody(other.places()).furtherDeviceTo(third, files.passphrase("travel")));
        VaultFolder last = new VaultFolder(data.resolve("last"));
        last.custody(last.places()).importFrom(third, files.passphrase("travel"));
        assertEquals(member, last.secret(last.places(), "member/1"));
        assertTrue(other.drawn.stream().allMatch(drawn -> drawn.length != 32 || isZero(drawn)));
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(new byte[bytes.length], bytes);
    }

    @Test
    void theWordsMakeANewDeviceOfTheSameMemberWhereNoKeyIs() {
        Bytes member = files.secret(files.places(), "member/1");
        List<String> phrase = files.custody(files.places()).phrase();
        VaultFolder other = new VaultFolder(data.resolve("other"));
        other.chance(7); // so that it counts otherwise
        other.custody(other.places()).recover(phrase);

        assertEquals(member, other.secret(other.places(), "member/1"));
        assertEquals(phrase, other.custody(other.places()).phrase());
        assertNotEquals(files.secret(files.places()), other.secret(other.places()));
        String message = refused(
                EchoException.Kind.STORAGE, () -> files.custody(files.places()).recover(phrase));
        assertTrue(message.contains("has a key already"), message);
        VaultFolder none = new VaultFolder(data.resolve("none"));
        refused(EchoException.Kind.USAGE, () -> none.custody(none.places()).recover(phrase.subList(1, 24)));
        assertFalse(Files.exists(none.folder));
    }

    /** An export of a device with the secret {@link VaultFolder#SECRET}, sealed with "travel". */
    private Path exported() {
        VaultFolder other = new VaultFolder(data.resolve("other"));
        VaultFolder.write(other.device, VERSION_1);
        Path export = data.resolve("export");
        other.custody(other.places()).exportTo(export, files.passphrase("travel"));
        return export;
    }

    private static void removed(Path file) {
        try {
            if (Files.isRegularFile(file)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another process makes the file while this one computes: the first one stays, whoever it is. */
    @Test
    void aKeyThatAnotherMadeMeanwhileIsNotReplaced() {
        VaultFolder.write(files.device, VERSION_1);
        Path export = data.resolve("export");
        files.custody(files.places()).exportTo(export, files.passphrase("one"));
        VaultFolder other = new VaultFolder(data.resolve("other"));
        KeyCustody late = other.custody(other.places(), size -> {
            VaultFolder.write(other.device, Bytes.hex("00"));
            return other.chance(size);
        });
        refused(EchoException.Kind.STORAGE, () -> late.importFrom(export, files.passphrase("one")));
        assertEquals(Bytes.hex("00"), VaultFolder.read(other.device));
        assertEquals(List.of("device.key", "machine.key"), other.names());
    }

    @Test
    void aMachineKeyThatAnotherMadeMeanwhileIsTheOneInUse() {
        VaultFolder first = new VaultFolder(data.resolve("first"));
        VaultFolder second = new VaultFolder(data.resolve("second"));
        KeyPlaces shared = new KeyPlaces(second.device, first.machine, Optional.empty());
        KeyCustody late = second.custody(shared, size -> {
            first.secret(first.places()); // makes the machine key, when it is not there
            return second.chance(size);
        });
        try (FileKeyVault vault = new FileKeyVault(late)) {
            Bytes secret = vault.secret("device");
            assertEquals(secret, new FileKeyVault(second.custody(shared)).secret("device"));
        }
        assertEquals(first.secret(first.places()), first.secret(first.places()));
    }

    /** Who takes the word for the file to be written would lose the key. */
    @Test
    void aKeyFileIsNoPassphrase() {
        VaultFolder.write(files.device, VERSION_1);
        refused(EchoException.Kind.STORAGE, () -> files.custody(files.places()).sealWithPassphrase(files.device));
        assertEquals(VERSION_1, VaultFolder.read(files.device));
        files.custody(files.places()).sealWithMachineKey();
        refused(EchoException.Kind.STORAGE, () -> files.custody(files.places()).sealWithPassphrase(files.machine));
    }
}
