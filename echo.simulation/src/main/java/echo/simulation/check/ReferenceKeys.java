package echo.simulation.check;

import echo.api.Bytes;
import echo.api.PartyKey;
import echo.api.crypto.ContentCipher;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.Sealing;
import echo.codec.ContentKeys;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.WrappedKey;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.SimNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a device can read: with every key that anybody has wrapped for it, and with no other. */
final class ReferenceKeys {
    private final PartyKey party;
    private final Map<ContentKeyId, ContentCipher> ciphers = new TreeMap<>();

    ReferenceKeys(PartyKey party, Sealing sealing, SimNode node, List<KeyGrant> grants) {
        this.party = party;
        for (KeyGrant grant : grants) {
            for (WrappedKey key : grant.keys()) {
                if (key.device().equals(node.device())) {
                    sealing.between(node.exchangeSecret(), grant.exchange().bytes())
                            .flatMap(wrap -> wrap.unwrap(
                                    ContentKeys.grant(party, key.key(), grant.exchange(), node.device()),
                                    key.wrapped()))
                            .filter(secret -> ContentKeys.id(party, secret).equals(key.key()))
                            .ifPresent(secret -> ciphers.putIfAbsent(key.key(), sealing.cipher(secret)));
                }
            }
        }
    }

    /** What the body of {@code entry} says, if this device can read it. */
    Optional<Bytes> body(Entry entry) {
        Optional<ContentKeyId> key = entry.message().key();
        Bytes place = ContentKeys.body(party, entry.feed(), entry.end().length() - 1);
        return key.isEmpty()
                ? Optional.of(entry.message().body())
                : key.map(ciphers::get)
                        .flatMap(cipher -> cipher.open(place, entry.message().body()));
    }
}
