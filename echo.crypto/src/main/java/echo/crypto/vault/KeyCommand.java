package echo.crypto.vault;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The commands for a device's key, for a shell and for {@code echodb key}: words in, one line out. Passphrases are in files that the
 * words name. Throws what {@link KeyCustody} throws, and {@link EchoException} of kind {@code USAGE} for words that are missing or
 * too many. Any thread.
 */
public final class KeyCommand {
    private static final int MOST_WORDS = 1024; // bytes, more than any phrase has

    private final Function<KeyPlaces, KeyCustody> custodies;
    private KeyPlaces places;

    /** {@code places}: as the device was started; a change of passphrase is remembered for the commands after it. */
    public KeyCommand(KeyPlaces places) {
        this(places, KeyCustody::new);
    }

    KeyCommand(KeyPlaces places, Function<KeyPlaces, KeyCustody> custodies) {
        this.places = places;
        this.custodies = custodies;
    }

    /**
     * Carries out {@code words}: the key file, the machine key, the file of the passphrase or nothing, the command's name, and what
     * it takes. The launcher, which sees no class of ECHO, calls it by its name.
     */
    public static String run(String[] words) {
        Optional<Path> passphrase = words[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(words[2]));
        KeyPlaces places = new KeyPlaces(Path.of(words[0]), Path.of(words[1]), passphrase);
        return new KeyCommand(places).answer(words[3], Arrays.copyOfRange(words, 4, words.length));
    }

    /** What the command {@code name} answers to the words after it. */
    public synchronized String answer(String name, String... words) {
        return switch (name) {
            case "passphrase" -> passphrase(words);
            case "machine" -> machine(words);
            case "export" -> exported(words);
            case "import" -> imported(words);
            case "device" -> furtherDevice(words);
            case "phrase" -> phrase(words);
            case "recover" -> recovered(words);
            default ->
                throw usage(
                        "'" + name
                                + "' is no command for keys: write passphrase, machine, export, import, device, phrase or recover");
        };
    }

    /** {@code NEW [OLD]}: seals with the passphrase in NEW; OLD holds the present one, if it is not where it is configured. */
    private String passphrase(String... words) {
        require(words, 1, 2, "passphrase NEW [OLD]");
        custody(words, 1).sealWithPassphrase(Path.of(words[0]));
        places = places(Optional.of(Path.of(words[0])));
        return "the key is sealed with the passphrase in " + words[0]
                + "; from now on start with it: echodb run --passphrase FILE, or echo.passphrase.file in conf/echo.properties";
    }

    /** {@code [OLD]}: seals with the machine key. */
    private String machine(String... words) {
        require(words, 0, 1, "machine [OLD]");
        custody(words, 0).sealWithMachineKey();
        places = places(Optional.empty());
        return "the key is sealed with the machine key " + places.machine()
                + "; from now on start without a passphrase";
    }

    /** {@code FILE PASSPHRASE}: writes the key into FILE, sealed with the passphrase in PASSPHRASE. */
    private String exported(String... words) {
        require(words, 2, 2, "export FILE PASSPHRASE");
        custodies.apply(places).exportTo(Path.of(words[0]), Path.of(words[1]));
        return "the key is exported to " + words[0] + "; import it only in the place of this device: two that use it at"
                + " once fork their feeds";
    }

    /** {@code FILE PASSPHRASE}: makes this device's key of an export. */
    private String imported(String... words) {
        require(words, 2, 2, "import FILE PASSPHRASE");
        custodies.apply(places).importFrom(Path.of(words[0]), Path.of(words[1]));
        return "the key is imported to " + places.device()
                + "; unless key:device made it, the device that it came from must not run any more";
    }

    /** {@code FILE PASSPHRASE}: writes the key of a new device of the same member. */
    private String furtherDevice(String... words) {
        require(words, 2, 2, "device FILE PASSPHRASE");
        custodies.apply(places).furtherDeviceTo(Path.of(words[0]), Path.of(words[1]));
        return "the key of a further device of this member is in " + words[0]
                + "; import it on that device, once, and delete the file";
    }

    /** Tells the words from which the member's key can be made again. */
    private String phrase(String... words) {
        require(words, 0, 0, "phrase");
        return String.join(" ", custodies.apply(places).phrase());
    }

    /** {@code FILE}: makes the key of a new device of the member whose words FILE holds. */
    private String recovered(String... words) {
        require(words, 1, 1, "recover FILE");
        Path file = Path.of(words[0]);
        byte[] bytes = bytes(file);
        String text = new String(bytes, StandardCharsets.UTF_8).strip();
        Arrays.fill(bytes, (byte) 0);
        custodies.apply(places).recover(List.of(text.split("\\s+")));
        return "the key of a new device of that member is in " + places.device() + "; delete " + file
                + ", and start the node";
    }

    private static byte[] bytes(Path file) {
        try {
            return PrivateFile.read(file, MOST_WORDS);
        } catch (IOException e) {
            throw PrivateFile.unusable("recovery phrase", file, e);
        }
    }

    private KeyCustody custody(String[] words, int old) {
        return custodies.apply(words.length > old ? places(Optional.of(Path.of(words[old]))) : places);
    }

    private KeyPlaces places(Optional<Path> passphrase) {
        return new KeyPlaces(places.device(), places.machine(), passphrase);
    }

    private static void require(String[] words, int least, int most, String form) {
        if (words.length < least || words.length > most) {
            throw usage("write " + form + "; passphrases are in files, which the words name");
        }
    }

    private static EchoException usage(String message) {
        return new EchoException(EchoException.Kind.USAGE, message);
    }
}
