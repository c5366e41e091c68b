package echo.node;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Reference;
import echo.api.feed.Timeframe;
import echo.api.party.Deleted;
import echo.api.party.Item;
import echo.api.party.Link;
import echo.api.party.View;
import echo.pipeline.items.ItemRecord;
import echo.pipeline.items.Snapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot as readers see it. Immutable but for what it remembers of its own hash; any thread. */
final class NodeView implements View {
    private final PartyNode party;
    private final Snapshot snapshot;
    private final Timeframe timeframe;
    private volatile @Nullable Hash stateHash;

    NodeView(PartyNode party, Snapshot snapshot, Timeframe timeframe) {
        this.party = party;
        this.snapshot = snapshot;
        this.timeframe = timeframe;
    }

    Snapshot snapshot() {
        return snapshot;
    }

    @Override
    public Timeframe timeframe() {
        return timeframe;
    }

    @Override
    public Optional<Item> item(ItemId id) {
        return snapshot.records().get(id).map(this::item);
    }

    @Override
    public List<Item> children(ItemId parent, Deleted which) {
        return snapshot.children(parent).stream()
                .filter(record -> which.shows(record.deleted()))
                .map(this::item)
                .toList();
    }

    @Override
    public List<Link> links(ItemId from) {
        return snapshot.links(from);
    }

    @Override
    public List<Link> linksTo(ItemId to) {
        return snapshot.linksTo(Reference.to(to));
    }

    @Override
    public int size() {
        int size = 0;
        Deque<ItemId> open = new ArrayDeque<>(List.of(ItemId.ROOT));
        while (!open.isEmpty()) {
            for (ItemRecord child : snapshot.children(open.pop())) {
                if (!child.deleted()) {
                    size++;
                    open.push(child.id());
                }
            }
        }
        return size;
    }

    @Override
    public Hash stateHash() {
        Hash known = stateHash;
        if (known == null) {
            known = snapshot.stateHash();
            stateHash = known;
        }
        return known;
    }

    private Item item(ItemRecord record) {
        return new NodeItem(party, this, record);
    }
}
