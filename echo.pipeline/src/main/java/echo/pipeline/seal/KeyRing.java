package echo.pipeline.seal;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.PartyKey;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.KeyWrap;
import echo.api.crypto.Sealing;
import echo.codec.ContentKeys;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.WrappedKey;
import echo.pipeline.control.KeyBook;
import echo.pipeline.control.PartyState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The content keys of a party that this device has been given. It finds them in what is granted, so it need not be stored: who
 * reads the control feeds again has them again.
 *
 * <p>One thread at a time; what {@link #reader} gives may go anywhere.
 */
public final class KeyRing {
    private final PartyKey party;
    private final Optional<Owner> owner;
    private final Map<ContentKeyId, Bytes> keys = new TreeMap<>();
    private BodyReader reader;
    private PartyState asked = PartyState.EMPTY;
    private Optional<ContentKeyId> current = Optional.empty();

    /**
     * Who keeps the ring.
     *
     * @param exchange the device's X25519 secret
     */
    public record Owner(Sealing sealing, DeviceKey device, Bytes exchange) {}

    private KeyRing(PartyKey party, Optional<Owner> owner) {
        this.party = party;
        this.owner = owner;
        this.reader = BodyReader.keyless(party);
    }

    /** An empty ring of {@code owner}. */
    public static KeyRing of(PartyKey party, Owner owner) {
        return new KeyRing(party, Optional.of(owner));
    }

    /** A ring of nobody, which stays empty: what is sealed stays so. */
    public static KeyRing ofNobody(PartyKey party) {
        return new KeyRing(party, Optional.empty());
    }

    /**
     * Takes the keys that are granted to this device, if {@code book} says that it has them. What was wrapped for it and cannot be
     * unwrapped is passed over.
     */
    public void learn(KeyGrant grant, KeyBook book) {
        owner.ifPresent(it -> learn(it, grant, book));
    }

    private void learn(Owner own, KeyGrant grant, KeyBook book) {
        List<WrappedKey> mine = grant.keys().stream()
                .filter(key -> key.device().equals(own.device())
                        && !keys.containsKey(key.key())
                        && book.has(own.device(), key.key()))
                .toList();
        if (!mine.isEmpty()) {
            own.sealing()
                    .between(own.exchange(), grant.exchange().bytes())
                    .ifPresent(wrap -> mine.forEach(key -> unwrap(own, wrap, grant, key)));
        }
    }

    private void unwrap(Owner own, KeyWrap wrap, KeyGrant grant, WrappedKey key) {
        wrap.unwrap(ContentKeys.grant(party, key.key(), grant.exchange(), key.device()), key.wrapped())
                .filter(secret -> ContentKeys.id(party, secret).equals(key.key()))
                .ifPresent(secret -> {
                    keys.put(key.key(), secret);
                    reader = reader.with(key.key(), own.sealing().cipher(secret));
                    asked = PartyState.EMPTY; // which has no keys, so what was said of it holds
                    current = Optional.empty();
                });
    }

    /** How many keys there are; it only grows. */
    public int size() {
        return keys.size();
    }

    public boolean has(ContentKeyId key) {
        return keys.containsKey(key);
    }

    /** All keys, for who gives them on. */
    public Map<ContentKeyId, Bytes> secrets() {
        return new TreeMap<>(keys);
    }

    /** What can be read with the keys that are there now. */
    public BodyReader reader() {
        return reader;
    }

    /** The key with which this device is to seal now: the newest that it has, nobody has who may not read, and all may have who do. */
    public Optional<ContentKeyId> current(PartyState state) {
        if (!isAsked(state)) {
            asked = state;
            current = state.current(this::has);
        }
        return current;
    }

    @SuppressWarnings("ReferenceEquality") // immutable: another one means another object, and equals costs time
    private boolean isAsked(PartyState state) {
        return asked == state;
    }

    /** Seals with {@link #current}, or with nothing where the party has no keys. */
    public BodySealer sealer(PartyState state) {
        return current(state).<BodySealer>map(key -> reader.sealer(key)).orElse(BodySealer.OPEN);
    }
}
