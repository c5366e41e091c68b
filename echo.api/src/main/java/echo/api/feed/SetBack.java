package echo.api.feed;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.Limits;
import echo.api.PartyKey;
import java.util.Optional;

/**
 * The note, among a node's small records, that its store of a party was set back: it may hold less than this device has written,
 * since it comes from a backup or was repaired. A device that went on from there would write its blocks a second time, and so
 * fork its feeds; so a node that finds the note writes nothing before it has compared its feeds with a peer's.
 *
 * <p>Whoever sets a store back notes it first, durably. Errors are those of the {@link MetaStore}. Any thread.
 */
public final class SetBack {
    private static final String PREFIX = "set-back.";

    private SetBack() {}

    /**
     * Notes that the store of {@code party} is set back.
     *
     * @param why what is done to it, in words that end "this device's store …"; cut off at {@link Limits#NAME} characters
     */
    public static void note(MetaStore records, PartyKey party, String why) {
        records.put(name(party), Bytes.utf8(why.substring(0, Math.min(why.length(), Limits.NAME))));
    }

    /** Why the store of {@code party} counts as set back, if it does. A note that cannot be read is one. */
    public static Optional<String> of(MetaStore records, PartyKey party) {
        try {
            return records.get(name(party)).map(Bytes::toUtf8);
        } catch (EchoException e) {
            if (e.kind() == Kind.CORRUPT) {
                return Optional.of("was set back; the note that says why is damaged");
            }
            throw e;
        }
    }

    /** The store of {@code party} holds all that this device has written there; no effect if it was not set back. */
    public static void lift(MetaStore records, PartyKey party) {
        records.delete(name(party));
    }

    private static String name(PartyKey party) {
        return PREFIX + party.bytes().toHex();
    }
}
