package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.transport.Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a node remembers of a party besides its feeds: which it is, and, until it was admitted, with which code it wants to
 * join. As text: a version, the key, the code, addresses, and a word if it is the home.
 *
 * @param code the invitation's code while the node is not admitted
 * @param addresses where the party was met, to be connected with again
 * @param home whether it was founded, or entered, as the home of this device's member
 */
record PartyRecord(PartyKey party, Optional<String> code, List<Address> addresses, boolean home) {
    static final String PREFIX = "party.";
    private static final String VERSION = "1";
    private static final String HOME = "home";

    String name() {
        return PREFIX + party.bytes().toHex();
    }

    /** The same once this device is admitted, and it is seen whether that is the home. */
    PartyRecord admitted(boolean atHome) {
        return new PartyRecord(party, Optional.empty(), addresses, home && atHome);
    }

    Bytes encode() {
        String where =
                String.join(",", addresses.stream().map(Address::toString).toList());
        return Bytes.utf8(VERSION + "\n" + party.bytes().toHex() + "\n" + code.orElse("") + "\n" + where + "\n"
                + (home ? HOME + "\n" : ""));
    }

    /** The record in {@code bytes}, which were read under {@code name}. */
    static PartyRecord decode(String name, Bytes bytes) {
        String[] lines = bytes.toUtf8().split("\n", -1);
        if (lines.length < 4 || !lines[0].equals(VERSION)) {
            throw new EchoException(
                    EchoException.Kind.CORRUPT,
                    "record " + name + " is not one of this version; restore it from a backup or remove it");
        }
        return new PartyRecord(
                new PartyKey(Bytes.hex(lines[1])),
                lines[2].isEmpty() ? Optional.empty() : Optional.of(lines[2]),
                Arrays.stream(lines[3].split(","))
                        .filter(address -> !address.isEmpty())
                        .map(Address::parse)
                        .toList(),
                lines.length > 4 && lines[4].equals(HOME));
    }
}
