package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.feed.MetaStore;
import java.util.Optional;

/**
 * This device's proof that it belongs to a party, kept beside the party's feeds: so its peers let it in, and give it all that
 * they have, also after the blocks that say so were lost here.
 *
 * <p>On the party's loop only.
 */
final class KeptProof {
    private final String name;
    private final MetaStore records;

    KeptProof(PartyKey party, MetaStore records) {
        this.name = "proof." + party.bytes().toHex();
        this.records = records;
    }

    /**
     * Keeps {@code proof}, unless it is longer than a record may be.
     *
     * @throws EchoException if it cannot
     */
    void keep(Bytes proof) {
        if (proof.size() <= Limits.META_BYTES && !read().equals(Optional.of(proof))) {
            records.put(name, proof);
        }
    }

    /** The proof that was kept last, unless there is none or it is damaged. */
    Optional<Bytes> read() {
        try {
            return records.get(name);
        } catch (EchoException e) {
            return Optional.empty();
        }
    }
}
