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
 * perhaps more, as its author once did, while the network loses and delays frames and peers lose their power and boot again. At
 * the end every peer's tree is the repository's (P1).
 *
 * <pre>
 *   author 1   c0 ─── c1 ──────── c4 ─ …
 *   author 2        └ c2 ─ c3 ─┘            c4 is written by a peer that holds c0…c3
 * </pre>
 */
class GitHistoryTest {
    private static final long PATIENCE_MS = 60_000;
    private static final double LOSS = 0.01;
    private static final int COMMITS_PER_CRASH = 8;
    private static final long LONGEST_DOWN_MS = 3_000;

    private final List<Timeframe> written = new ArrayList<>();
    private final List<Map<String, String>> trees = new ArrayList<>();
    private int restarts;

    @Test
    void twentyThreeAuthorsEndWithTheTreeOfTheRepository() throws IOException {
        JsonNode history = SharedData.read("git-history.json.gz");
        World world = new World(2018, history.get("authors").asInt(), new Ed25519SignatureScheme());
        world.assemble();
        ring(world);
        world.network().worsen(LOSS, 0);
        for (JsonNode commit : history.get("commits")) {
            disturb(world);
            commit(world, commit);
        }
        assertTrue(world.converges(PATIENCE_MS), "the peers do not come to agree");
        assertTrue(restarts >= history.get("commits").size() / (2 * COMMITS_PER_CRASH), restarts + " restarts");
        assertTrue(world.network().seen().getOrDefault("frame lost", 0L) > 0, "no frame was lost");
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

    /** Now and then the power of a peer goes off, and comes back a while later. */
    private void disturb(World world) {
        SimNode node = world.any(world.random());
        if (node.isUp() && world.random().nextInt(COMMITS_PER_CRASH) == 0) {
            restarts++;
            world.crash(node);
            world.time().after(world.random().nextLong(LONGEST_DOWN_MS), () -> world.start(node));
        }
    }

    private static Party party(World world, SimNode node) {
        long deadline = world.time().nowMs() + PATIENCE_MS;
        while (node.party().isEmpty()) {
            assertTrue(world.time().nowMs() < deadline, node + " does not boot");
            world.pass(5);
        }
        return node.party().orElseThrow();
    }

    private void commit(World world, JsonNode commit) {
        Party party = party(world, world.node(commit.get("author").asInt()));
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
