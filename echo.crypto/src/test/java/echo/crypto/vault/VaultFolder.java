package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.EchoException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.function.Executable;

/** The files of a device's keys in a test's folder, with chance that counts and passphrases that cost little. */
final class VaultFolder {
    static final String LABEL = "device";

    /** Of the root secret 00 01 … 1f and {@link #LABEL}. */
    static final Bytes SECRET = Bytes.hex("1d5dee263956a8bdb54fb691fd78de1a695e05194a8a33d351180947522d1c2e");

    /** A key file in the clear with the root secret 00 01 … 1f. */
    static final Bytes VERSION_1 =
            Bytes.hex("4543484f4b45595301000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f8935be9c");

    private static final Argon2Cost SMALL = new Argon2Cost(8, 1, 1);

    final Path folder;
    final Path device;
    final Path machine;

    /** What chance gave, in arrays that the vault may have wiped since. */
    final List<byte[]> drawn = new ArrayList<>();

    private final Path data;
    private int next;

    VaultFolder(Path data) {
        this.data = data;
        folder = data.resolve("keys");
        device = folder.resolve("device.key");
        machine = folder.resolve("machine.key");
    }

    /** Bytes that go on counting from 00. */
    byte[] chance(int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) next++;
        }
        drawn.add(bytes);
        return bytes;
    }

    Path passphrase(String words) {
        return write(data.resolve("passphrase " + words), Bytes.utf8(words + "\n"));
    }

    KeyPlaces places() {
        return KeyPlaces.in(folder);
    }

    KeyPlaces places(String words) {
        return new KeyPlaces(device, machine, Optional.of(passphrase(words)));
    }

    KeyCustody custody(KeyPlaces places) {
        return custody(places, this::chance);
    }

    KeyCustody custody(KeyPlaces places, IntFunction<byte[]> chance) {
        return new KeyCustody(places, chance, SMALL);
    }

    Bytes secret(KeyPlaces places) {
        return secret(places, LABEL);
    }

    Bytes secret(KeyPlaces places, String label) {
        try (FileKeyVault vault = new FileKeyVault(custody(places))) {
            return vault.secret(label);
        }
    }

    static Path write(Path file, Bytes content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, content.toByteArray());
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Bytes read(Path file) {
        try {
            return Bytes.owning(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String mode(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the files with keys. */
    List<String> names() {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String refused(EchoException.Kind kind, Executable deed) {
        EchoException refused = assertThrows(EchoException.class, deed);
        assertEquals(kind, refused.kind(), refused.getMessage());
        String message = String.valueOf(refused.getMessage());
        assertEquals(1, message.lines().count(), message);
        return message;
    }
}
