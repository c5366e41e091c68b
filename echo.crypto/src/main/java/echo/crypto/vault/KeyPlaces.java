package echo.crypto.vault;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the files are that a device's secrets need. The paths are made absolute.
 *
 * @param device the key file, which holds the root secret
 * @param machine the machine key, which seals it where no passphrase does; a copy of the key file is worth nothing without it, if it
 *     lies elsewhere
 * @param passphrase the file that holds the passphrase, if one is wanted
 */
public record KeyPlaces(Path device, Path machine, Optional<Path> passphrase) {
    public KeyPlaces {
        device = device.toAbsolutePath().normalize();
        machine = machine.toAbsolutePath().normalize();
        passphrase = passphrase.map(file -> file.toAbsolutePath().normalize());
    }

    /** A key file in {@code folder} with the machine key beside it: {@code device.key}, {@code machine.key}; no passphrase. */
    public static KeyPlaces in(Path folder) {
        return new KeyPlaces(folder.resolve("device.key"), folder.resolve("machine.key"), Optional.empty());
    }
}
