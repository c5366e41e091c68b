package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.crypto.Ed25519SignatureScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * A real repository's history, written by its 23 authors as 23 peers: each commit by a peer that has all its ancestors and
 * perhaps more, as its author once did. At the end every peer's tree is the repository's (P1).
 *
 * <pre>
 *   author 1   c0 ─── c1 ──────── c4 ─ …
 *   author 2        └ c2 ─ c3 ─┘            c4 is written by a peer that holds c0…c3
 * </pre>
 */
class GitHistoryTest {
    private static final long PATIENCE_MS = 60_000;

    private final List<Timeframe> written = new ArrayList<>();
    private final List<Map<String, String>> trees = new ArrayList<>();

    @Test
    void twentyThreeAuthorsEndWithTheTreeOfTheRepository() throws IOException {
        JsonNode history = SharedData.read("git-history.json.gz");
        World world = new World(2018, history.get("authors").asInt(), new Ed25519SignatureScheme());
        world.assemble();
        ring(world);
        for (JsonNode commit : history.get("commits")) {
            commit(world, commit);
        }
        assertTrue(world.converges(PATIENCE_MS), "the peers do not come to agree");
        Map<String, String> head = new TreeMap<>();
        history.get("head")
                .properties()
                .forEach(file -> head.put(file.getKey(), file.getValue().asText()));
        for (SimNode node : world.nodes()) {
            assertEquals(head, new FileTree(node.party().orElseThrow().view()).blobs());
        }
    }

    /** Every peer knows the next ones only, so that what one writes reaches the others over several. */
    private static void ring(World world) {
        int peers = world.nodes().size();
        for (int i = 0; i < peers; i++) {
            world.node(i).node().connect(world.node((i + 1) % peers).address());
            world.node(i).node().connect(world.node((i + 7) % peers).address());
        }
    }

    private void commit(World world, JsonNode commit) {
        Party party = world.node(commit.get("author").asInt()).party().orElseThrow();
        Timeframe ancestors = Timeframe.EMPTY;
        for (JsonNode parent : commit.get("parents")) {
            ancestors = ancestors.merge(written.get(parent.asInt()));
        }
        awaitAncestors(world, party, ancestors);
        Map<String, String> tree = tree(commit);
        FileTree now = new FileTree(party.view());
        Timeframe covered = party.view().timeframe().merge(ancestors);
        if (!now.blobs().equals(tree)) {
            world.await(party.write(batch -> now.become(tree, batch)).durable());
            covered = covered.merge(party.view().timeframe());
        }
        trees.add(tree);
        written.add(covered);
    }

    private static void awaitAncestors(World world, Party party, Timeframe ancestors) {
        long deadline = world.time().nowMs() + PATIENCE_MS;
        while (!reaches(party.view().timeframe(), ancestors)) {
            assertTrue(world.time().nowMs() < deadline, () -> party.status().toString());
            world.time().pass(5);
        }
    }

    private static boolean reaches(Timeframe held, Timeframe wanted) {
        for (Map.Entry<FeedKey, Extent> entry : wanted.extents().entrySet()) {
            if (held.extent(entry.getKey()).length() < entry.getValue().length()) {
                return false;
            }
        }
        return true;
    }

    private Map<String, String> tree(JsonNode commit) {
        JsonNode parents = commit.get("parents");
        Map<String, String> tree = parents.isEmpty()
                ? new TreeMap<>()
                : new TreeMap<>(trees.get(parents.get(0).asInt()));
        for (JsonNode change : commit.get("changes")) {
            if (change.get(1).isNull()) {
                tree.remove(change.get(0).asText());
            } else {
                tree.put(change.get(0).asText(), change.get(1).asText());
            }
        }
        return tree;
    }

    @Test
    void aTreeOfFilesBecomesAnother() {
        World world = new World(1, 2, new Ed25519SignatureScheme());
        world.assemble();
        Party party = world.node(0).party().orElseThrow();
        Map<String, String> one = Map.of("a/b/c", "1", "a/d", "2", "e", "3");
        Map<String, String> two = Map.of("a/b", "4", "e", "5");
        for (Map<String, String> tree : List.of(one, two, one)) {
            world.await(party.write(batch -> new FileTree(party.view()).become(tree, batch))
                    .durable());
            assertEquals(tree, new FileTree(party.view()).blobs());
        }
        assertEquals(2, party.view().children(ItemId.ROOT).size());
    }
}
