package echo.crypto.vault;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Keeps a device's secrets in their file: seals them with another key, and carries them, or the member's alone, to another device.
 * Every change is whole or not made: until a method returns, the file that was there is in force, and afterwards no other file holds
 * the secrets.
 *
 * <p>One thread at a time, and one process. Throws {@link EchoException} of kind {@code STORAGE} for files that cannot be used, keys
 * that are missing or wrong, and files that would be overwritten; {@code CORRUPT} for bytes that were never written. Each passphrase
 * is in a file: 1 to 1,024 bytes, and one line end that does not count.
 *
 * <p>Source: docs/format.md, "Keys at rest".
 */
// A key file is replaced only by one that was sealed from what it held; what cannot be opened is never touched.
public final class KeyCustody {
    private final KeyPlaces places;
    private final IntFunction<byte[]> chance;
    private final Argon2Cost cost;
    private final PrivateFile file;

    /** Over the files at {@code places}, with the system's chance. */
    public KeyCustody(KeyPlaces places) {
        this(places, KeyCustody::random);
    }

    /** {@code chance} gives so many fresh random bytes, in an array that is handed over. */
    public KeyCustody(KeyPlaces places, IntFunction<byte[]> chance) {
        this(places, chance, Argon2Cost.RECOMMENDED);
    }

    KeyCustody(KeyPlaces places, IntFunction<byte[]> chance, Argon2Cost cost) {
        this.places = places;
        this.chance = chance;
        this.cost = cost;
        this.file = new PrivateFile("key file", places.device());
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    /** Seals the key file with the passphrase in {@code passphrase}, which from now on is the one to give. */
    public void sealWithPassphrase(Path passphrase) {
        try (Secrets secrets = open()) {
            replace(sealed(secrets, passphrase));
        }
    }

    /** Seals the key file with the machine key, which is made if it is not there: no passphrase is wanted any more. */
    public void sealWithMachineKey() {
        try (Secrets secrets = open()) {
            replace(sealedWithMachineKey(secrets));
        }
    }

    /**
     * Writes the secrets, sealed with the passphrase in {@code passphrase}, into the new file {@code target}. It is all that a
     * device needs to be this one; two that use it at once fork their feeds.
     */
    public void exportTo(Path target, Path passphrase) {
        PrivateFile export = export(target);
        try (Secrets secrets = open()) {
            create(export, sealed(secrets, passphrase), taken(target));
        }
    }

    /**
     * Writes the secrets of a new device of the same member, sealed with the passphrase in {@code passphrase}, into the new file
     * {@code target}. For one device: two that import it at once fork their feeds.
     */
    public void furtherDeviceTo(Path target, Path passphrase) {
        PrivateFile export = export(target);
        byte[] seed = memberSeed();
        try (Secrets further = Secrets.of(root(), seed)) {
            create(export, sealed(further, passphrase), taken(target));
        } finally {
            wipe(seed);
        }
    }

    /** The seed of the member's key as {@value RecoveryPhrase#WORDS} words, from which {@link #recover} makes a device of that member. */
    public List<String> phrase() {
        byte[] seed = memberSeed();
        try {
            return RecoveryPhrase.of(seed);
        } finally {
            wipe(seed);
        }
    }

    /**
     * Makes the key file of a new device of the member that {@code phrase} names. It is sealed as an imported one is.
     *
     * @throws EchoException of kind {@code USAGE} for what is no phrase
     */
    public void recover(List<String> phrase) {
        requireNoKey();
        byte[] seed = RecoveryPhrase.seed(phrase);
        try (Secrets secrets = Secrets.of(root(), seed)) {
            create(file, sealedAtHome(secrets), keyThere());
        } finally {
            wipe(seed);
        }
    }

    private byte[] memberSeed() {
        try (Secrets secrets = open()) {
            return secrets.memberSeed();
        }
    }

    private static PrivateFile export(Path target) {
        PrivateFile export = new PrivateFile("export", target.toAbsolutePath().normalize());
        if (export.exists()) {
            throw storage(taken(target));
        }
        return export;
    }

    private static String taken(Path target) {
        return "the file " + target + " is there already: choose another name for the export";
    }

    /**
     * Makes the key file of what {@link #exportTo} wrote into {@code source} with the passphrase in {@code passphrase}. It is sealed
     * with the passphrase of this device, or without one with its machine key.
     */
    public void importFrom(Path source, Path passphrase) {
        requireNoKey();
        try (Secrets secrets = exported(source, passphrase)) {
            create(file, sealedAtHome(secrets), keyThere());
        }
    }

    private void requireNoKey() {
        if (file.exists()) {
            throw storage(keyThere());
        }
    }

    private String keyThere() {
        return "this device has a key already, " + places.device()
                + ": take another data folder, or move that file away";
    }

    private Secrets exported(Path source, Path passphrase) {
        KeyFile export;
        try {
            export = KeyFile.decode(source, PrivateFile.read(source, KeyFile.MOST));
        } catch (IOException e) {
            throw PrivateFile.unusable("export", source, e);
        }
        if (export.kind() != KeyFile.Kind.PASSPHRASE) {
            throw storage("the file " + source
                    + " is no export, for no passphrase seals it: export the key where it is in use");
        }
        return opened(source, export, passphrase);
    }

    /**
     * The secrets, made if there are none. A key file that the passphrase does not protect, though one is given,
     * is refused.
     */
    Secrets openOrMake() {
        if (!file.exists()) {
            make();
        }
        KeyFile content = read();
        try {
            requireWanted(content.kind());
            return secrets(content);
        } finally {
            content.wipe();
        }
    }

    private void requireWanted(KeyFile.Kind kind) {
        if (places.passphrase().isPresent() && kind != KeyFile.Kind.PASSPHRASE) {
            throw storage("a passphrase is given, but the key file " + places.device()
                    + " is not sealed with one: seal it by echodb key passphrase, or give none");
        }
    }

    private void make() {
        try (Secrets secrets = Secrets.of(root())) {
            create(
                    file,
                    sealedAtHome(secrets),
                    "another process has just made the key " + places.device() + ": start again, it will be used");
        }
    }

    private byte[] root() {
        byte[] root = chance.apply(Secrets.SIZE);
        if (root.length != Secrets.SIZE) {
            throw new IllegalArgumentException("chance must give 32 bytes, not " + root.length);
        }
        return root;
    }

    /** What the key file holds. */
    private Secrets open() {
        if (!file.exists()) {
            throw storage("there is no key file " + places.device() + " yet: start the node once, or import a key");
        }
        KeyFile content = read();
        try {
            return secrets(content);
        } finally {
            content.wipe();
        }
    }

    private Secrets secrets(KeyFile content) {
        return switch (content.kind()) {
            case CLEAR -> content.clearSecrets();
            case PASSPHRASE -> opened(places.device(), content, passphrase());
            case MACHINE_KEY -> openedByMachine(content);
        };
    }

    private Path passphrase() {
        return places.passphrase()
                .orElseThrow(() -> storage("the key file " + places.device()
                        + " is sealed with a passphrase and none is given: name the file that holds it, by --passphrase"
                        + " or by echo.passphrase.file in conf/echo.properties"));
    }

    private KeyFile read() {
        try {
            file.removeUnfinished();
            return KeyFile.decode(places.device(), file.read(KeyFile.MOST));
        } catch (IOException e) {
            throw file.unusable(e);
        }
    }

    private static Secrets opened(Path sealed, KeyFile content, Path passphrase) {
        byte[] key = key(content, passphrase);
        try {
            return content.open(key)
                    .orElseThrow(() -> storage("the passphrase in " + passphrase + " is not that of the key file "
                            + sealed + ": give the one that it was sealed with; nothing was changed"));
        } finally {
            wipe(key);
        }
    }

    private static byte[] key(KeyFile content, Path passphrase) {
        try (Passphrase words = Passphrase.read(passphrase)) {
            return words.key(content.cost(), content.salt());
        }
    }

    private Secrets openedByMachine(KeyFile content) {
        MachineKey machine = new MachineKey(places.machine());
        if (!machine.exists()) {
            throw storage("the key file " + places.device() + " is sealed with the machine key " + places.machine()
                    + ", which is not there: bring it back, or name its place by echo.machine.key");
        }
        byte[] key = machine.key(content.salt());
        try {
            return content.open(key)
                    .orElseThrow(() -> storage("the machine key " + places.machine() + " is not that of the key file "
                            + places.device() + ": bring back the one that it was sealed with; nothing was changed"));
        } finally {
            wipe(key);
        }
    }

    private byte[] sealedAtHome(Secrets secrets) {
        return places.passphrase().isPresent()
                ? sealed(secrets, places.passphrase().get())
                : sealedWithMachineKey(secrets);
    }

    private byte[] sealed(Secrets secrets, Path passphrase) {
        KeyFile fresh = KeyFile.forPassphrase(
                secrets.bytes().length, cost, chance.apply(KeyFile.SALT), chance.apply(KeyFile.NONCE));
        byte[] key = key(fresh, passphrase);
        try {
            return fresh.seal(key, secrets);
        } finally {
            wipe(key);
        }
    }

    private byte[] sealedWithMachineKey(Secrets secrets) {
        MachineKey machine = new MachineKey(places.machine());
        machine.make(chance);
        KeyFile fresh =
                KeyFile.forMachineKey(secrets.bytes().length, chance.apply(KeyFile.SALT), chance.apply(KeyFile.NONCE));
        byte[] key = machine.key(fresh.salt());
        try {
            return fresh.seal(key, secrets);
        } finally {
            wipe(key);
        }
    }

    private void replace(byte[] bytes) {
        try {
            file.replace(bytes);
        } catch (IOException e) {
            throw file.unusable(e);
        }
    }

    /** Makes a file; {@code there} says what is wrong if there is one. */
    private static void create(PrivateFile made, byte[] bytes, String there) {
        try {
            made.create(bytes);
        } catch (FileAlreadyExistsException e) {
            throw storage(there);
        } catch (IOException e) {
            throw made.unusable(e);
        }
    }

    private static void wipe(byte[] secret) {
        Arrays.fill(secret, (byte) 0);
    }

    private static EchoException storage(String message) {
        return new EchoException(EchoException.Kind.STORAGE, message);
    }
}
