package echo.simulation.check;

import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.crypto.ContentKeyId;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Device;
import echo.api.party.Party;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.WrappedKey;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** P3: what honest members write is sealed, and with no key that somebody has of whose removal they know. */
final class ReadersOnly implements Checker {
    private final World world;
    private final Disks disks;

    /** Who has a content key. */
    private record Holding(ContentKeyId key, DeviceKey device) {}

    ReadersOnly(World world, Disks disks) {
        this.world = world;
        this.disks = disks;
    }

    @Override
    public void settled() {
        List<SimNode> trusted = world.expectations().trusted();
        trusted.stream().limit(1).forEach(node -> node.party().ifPresent(party -> check(node, party, trusted)));
    }

    private void check(SimNode node, Party party, List<SimNode> trusted) {
        ReadMessages messages = disks.messages(node, party.key());
        Set<Holding> holdings = holdings(messages.grants());
        Map<DeviceKey, Removal> removals = removals(party, messages);
        if (!removals.isEmpty()) {
            world.trace().count("keys looked at after a removal");
        }
        for (SimNode writer : trusted) {
            for (FeedKey feed : party.view().timeframe().extents().keySet()) {
                if (messages.writer(feed).filter(writer.device()::equals).isPresent()) {
                    check(messages.of(feed), holdings, removals);
                }
            }
        }
    }

    private void check(List<Entry> entries, Set<Holding> holdings, Map<DeviceKey, Removal> removals) {
        Timeframe known = Timeframe.EMPTY;
        for (Entry entry : entries) {
            for (Map.Entry<FeedKey, Extent> need : entry.needs().entrySet()) {
                known = known.with(need.getKey(), need.getValue());
            }
            if (entry.message().key().isEmpty()) {
                world.complain("P3", "a message of feed " + entry.feed().shortHex() + " is not sealed");
                return;
            }
            ContentKeyId key = entry.message().key().get();
            for (Map.Entry<DeviceKey, Removal> removal : removals.entrySet()) {
                boolean told = known.extent(removal.getValue().feed()).length()
                        >= removal.getValue().length();
                if (told && holdings.contains(new Holding(key, removal.getKey()))) {
                    world.complain(
                            "P3",
                            "block " + (entry.end().length() - 1) + " of feed "
                                    + entry.feed().shortHex() + " is sealed with key " + key.shortHex()
                                    + ", which a device has that was removed");
                    return;
                }
            }
        }
    }

    private static Set<Holding> holdings(List<KeyGrant> grants) {
        Set<Holding> holdings = new HashSet<>();
        for (KeyGrant grant : grants) {
            for (WrappedKey key : grant.keys()) {
                holdings.add(new Holding(key.key(), key.device()));
            }
        }
        return holdings;
    }

    /** Where it stands that a device does not belong any more. */
    private record Removal(FeedKey feed, long length) {}

    /** Of those who are gone and whom one message removed: of several the one that counts would have to be found. */
    private static Map<DeviceKey, Removal> removals(Party party, ReadMessages messages) {
        Map<DeviceKey, Removal> removals = new TreeMap<>();
        messages.removals().forEach((device, where) -> {
            if (where.size() == 1) {
                Entry entry = where.get(0);
                removals.put(device, new Removal(entry.feed(), entry.end().length()));
            }
        });
        party.roster().devices().stream().map(Device::key).forEach(removals::remove);
        return removals;
    }
}
