package echo.simulation.check;

import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.api.party.View;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * P1, P4: what a node shows is the plain fold, in order, of the messages that it says it has applied; these hold with each all
 * that it depends on, that branch of it, were written for this party, and state the one Lamport time that follows.
 */
final class SameOrder implements Checker {
    private final World world;
    private final Disks disks;

    SameOrder(World world, Disks disks) {
        this.world = world;
        this.disks = disks;
    }

    /** Looks at one node, and at all where a feed has branches: else they are equal, as another checker finds. */
    @Override
    public void settled() {
        List<SimNode> nodes = world.expectations().forked().isEmpty()
                ? world.expectations().trusted().subList(0, 1)
                : world.expectations().trusted();
        nodes.forEach(node -> node.party().ifPresent(party -> check(node, party)));
    }

    private void check(SimNode node, Party party) {
        View view = party.view();
        ReadMessages messages = disks.messages(node, party.key());
        List<Entry> applied = new ArrayList<>();
        Map<FeedKey, MemberKey> authors = new TreeMap<>();
        view.timeframe().extents().forEach((feed, extent) -> {
            List<Entry> entries = messages.of(feed);
            if (entries.size() < extent.length()) {
                world.complain("P4", node + " has applied more of feed " + feed.shortHex() + " than it stores");
            } else if (!entries.get((int) extent.length() - 1).end().equals(extent)) {
                world.complain(
                        "P4", node + " has applied another branch of feed " + feed.shortHex() + " than it stores");
            } else {
                applied.addAll(entries.subList(0, (int) extent.length()));
            }
            messages.author(feed).ifPresent(author -> authors.put(feed, author));
        });
        Timeframe known = view.timeframe().merge(party.status().control());
        new ReferenceParty(party.key(), world)
                .fold(messages, party.status().control())
                .ifPresent(reference -> applied.forEach(entry -> checkPlace(node, messages, reference, known, entry)));
        applied.stream()
                .filter(entry -> !isOf(party.key(), entry))
                .forEach(entry -> complain(node, entry, "which was not written for this party"));
        ReferenceKeys keys = new ReferenceKeys(party.key(), world.sealing(), node, messages.grants());
        ReferenceFold fold = new ReferenceFold(node.models(), keys::body);
        fold.apply(applied, authors);
        world.trace().count("plain fold compared");
        fold.difference(view)
                .ifPresent(difference -> world.complain(
                        "P1", node + " does not show what the fold of what it applied gives: " + difference));
    }

    /** Whether {@code entry} names the party, if it is its feed's first, and none if it is not. */
    private static boolean isOf(PartyKey party, Entry entry) {
        Optional<PartyKey> named = entry.end().length() == 1 ? Optional.of(party) : Optional.empty();
        return entry.message().header().party().equals(named);
    }

    private void checkPlace(
            SimNode node, ReadMessages messages, ReferenceStatements reference, Timeframe known, Entry entry) {
        long lamport = lamport(messages, entry.feed(), entry.end().length() - 1);
        boolean cutShort = false;
        for (Map.Entry<FeedKey, Extent> need : entry.needs().entrySet()) {
            FeedKey feed = need.getKey();
            Optional<Extent> cut = messages.cut(feed, reference.end(feed, messages.isControl(feed)))
                    .filter(extent -> extent.length() < need.getValue().length());
            Extent needed = cut.orElse(need.getValue());
            long length = needed.length();
            cutShort |= cut.isPresent();
            boolean met = length == 0
                    || (known.extent(feed).length() >= length
                            && messages.at(feed, length - 1)
                                    .filter(it -> it.end().equals(needed))
                                    .isPresent());
            if (!met) {
                complain(
                        node,
                        entry,
                        "without block " + (length - 1) + " of feed " + feed.shortHex() + ", on which it depends");
            }
            lamport = Math.max(lamport, lamport(messages, feed, length));
        }
        long stated = entry.message().header().lamport();
        if (cutShort ? stated <= lamport : stated != lamport + 1) {
            complain(node, entry, "with Lamport time " + stated + " where it must be " + (lamport + 1));
        }
    }

    /** Lamport time of the last of the first {@code length} messages of {@code feed}; 0 if there is none. */
    private static long lamport(ReadMessages messages, FeedKey feed, long length) {
        return messages.at(feed, length - 1)
                .map(entry -> entry.message().header().lamport())
                .orElse(0L);
    }

    private void complain(SimNode node, Entry entry, String what) {
        world.complain(
                "P1",
                node + " has applied block " + (entry.end().length() - 1) + " of feed "
                        + entry.feed().shortHex() + " " + what);
    }
}
