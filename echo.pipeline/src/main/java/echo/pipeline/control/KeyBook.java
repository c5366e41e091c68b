package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.Position;
import echo.api.crypto.ContentKeyId;
import echo.api.model.PersistentMap;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.WrappedKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Which content keys a party has, and which devices were given them. Immutable. */
public record KeyBook(PersistentMap<ContentKeyId, Entry> entries) {
    static final KeyBook EMPTY = new KeyBook(PersistentMap.empty());

    private static final Comparator<Map.Entry<ContentKeyId, Entry>> NEWEST_FIRST =
            Comparator.<Map.Entry<ContentKeyId, Entry>, Position>comparing(
                            entry -> entry.getValue().since())
                    .thenComparing(Map.Entry::getKey)
                    .reversed();

    /**
     * A content key.
     *
     * @param since where it was first given
     * @param holders who has it: the devices that give it and those that are given it, whether they still belong or not
     */
    public record Entry(Position since, PersistentMap<DeviceKey, Boolean> holders) {
        private Entry with(DeviceKey device) {
            return holders.containsKey(device) ? this : new Entry(since, holders.with(device, true));
        }
    }

    /** Whether the party has none: then nothing is sealed. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Whether {@code device} has {@code key}, as far as is known. */
    public boolean has(DeviceKey device, ContentKeyId key) {
        return entries.get(key)
                .filter(entry -> entry.holders().containsKey(device))
                .isPresent();
    }

    /** The newest key that {@code wanted} accepts and nobody has but those who {@code mayRead}. */
    public Optional<ContentKeyId> newest(Predicate<DeviceKey> mayRead, Predicate<ContentKeyId> wanted) {
        List<Map.Entry<ContentKeyId, Entry>> all = new ArrayList<>();
        entries.forEach(all::add);
        all.sort(NEWEST_FIRST);
        return all.stream()
                .filter(entry -> wanted.test(entry.getKey()) && isHeldBy(entry.getValue(), mayRead))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean isHeldBy(Entry entry, Predicate<DeviceKey> mayRead) {
        for (Map.Entry<DeviceKey, Boolean> holder : entry.holders()) {
            if (!mayRead.test(holder.getKey())) {
                return false;
            }
        }
        return true;
    }

    /** With what {@code by} gives. */
    KeyBook given(Position at, DeviceKey by, KeyGrant grant) {
        PersistentMap<ContentKeyId, Entry> more = entries;
        for (WrappedKey key : grant.keys()) {
            Entry entry = more.get(key.key()).orElseGet(() -> new Entry(at, PersistentMap.empty()));
            more = more.with(key.key(), entry.with(by).with(key.device()));
        }
        return new KeyBook(more);
    }

    /** How many keys {@code grant} gives that nobody was given before. */
    long news(KeyGrant grant) {
        return grant.keys().stream()
                .map(WrappedKey::key)
                .distinct()
                .filter(key -> !entries.containsKey(key))
                .count();
    }
}
