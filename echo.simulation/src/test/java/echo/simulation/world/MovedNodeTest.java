package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.item.ObjectItem;
import echo.api.model.ModelId;
import echo.api.party.Party;
import echo.model.object.ObjectModel;
import echo.node.storage.Move;
import echo.node.storage.NamedStorage;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.disk.MemoryDisk;
import echo.storage.file.FileStorage;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that runs on another storage after a move is the same device, with the same parties, and goes on with its feeds (P2, P3). */
class MovedNodeTest {
    private static final int WRITES = 20;
    private static final ModelId OBJECT = ModelId.of(ObjectItem.TYPE, "1.0.0");

    @TempDir
    Path folder = Path.of("");

    private final KeyedHashSignatures signatures = new KeyedHashSignatures();
    private int starts;

    /** A node that was started, with its party. */
    private record Started(LoneNode node, Party party) {
        Timeframe write() {
            return node.await(party.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                    .durable());
        }

        Hash state() {
            return party.view().stateHash();
        }

        Timeframe known() {
            return party.status().data().merge(party.status().control());
        }
    }

    private LoneNode start(NamedStorage on) {
        LoneNode node = new LoneNode(on.storage(), signatures, ++starts);
        node.node.modelAdded(OBJECT, new ObjectModel());
        node.run("");
        return node;
    }

    private Started start(NamedStorage on, PartyKey party) {
        LoneNode node = start(on);
        return new Started(node, node.node.party(party).orElseThrow());
    }

    @Test
    void itHasTheSameStateAndGoesOnWithItsFeedsThereAndBack() {
        try (FileStorage files = FileStorage.open(new MemoryDisk(), new SplittableRandom(3), notice -> {});
                SqliteStorage rows = SqliteStorage.open(folder, notice -> {})) {
            NamedStorage file = new NamedStorage("file", "", files);
            NamedStorage sqlite = new NamedStorage("sqlite", "", rows);
            LoneNode first = start(file);
            PartyKey key = first.create().key();
            Started one = new Started(first, first.node.party(key).orElseThrow());
            for (int i = 0; i < WRITES; i++) {
                one.write();
            }
            Started two = moved(one, file, sqlite, 1);
            Started three = moved(two, sqlite, file, 2);
            moved(three, file, sqlite, 3).node().stop();
        }
    }

    /** Moves the node, which then writes; returns it as it runs on {@code to}. */
    private Started moved(Started node, NamedStorage from, NamedStorage to, int move) {
        Hash state = node.state();
        Timeframe known = node.known();
        node.node().stop();
        new Move(Bytes.hex("0" + move)).from(from, to);
        Started again = start(to, node.party().key());
        assertEquals(state, again.state());
        assertEquals(known, again.known());
        assertEquals(node.node().node.device(), again.node().node.device());

        Timeframe written = again.write();
        assertTrue(again.known().covers(written));
        assertEquals(known.extents().keySet(), again.known().extents().keySet(), "it began another feed");
        long more = known.extents().entrySet().stream()
                .mapToLong(feed -> more(feed.getValue(), again.known().extent(feed.getKey())))
                .sum();
        assertEquals(1, more);
        return again;
    }

    private static long more(Extent before, Extent after) {
        assertTrue(after.length() > before.length() || after.equals(before), before + " became " + after);
        return after.length() - before.length();
    }
}
