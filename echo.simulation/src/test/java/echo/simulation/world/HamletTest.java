package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.View;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.crypto.Ed25519SignatureScheme;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The play through two nodes: acts and scenes are items, a scene's speeches are messages of its thread, speakers are items to
 * which scenes link by value. Each node writes every other scene, at the same time (P1).
 */
class HamletTest {
    private final Map<String, ItemId> speakers = new TreeMap<>();

    @Test
    void twoNodesWriteThePlayTogetherAndBothReadItWhole() throws IOException {
        JsonNode play = SharedData.read("hamlet.json");
        World world = new World(1603, 2, new Ed25519SignatureScheme());
        world.assemble();
        Party first = world.node(0).party().orElseThrow();
        castSpeakers(world, first, play);
        int turn = 0;
        for (JsonNode act : play.get("acts")) {
            ItemId actItem = writeAct(world, first, "act " + turn);
            for (JsonNode scene : act.get("scenes")) {
                writeScene(world, world.node(turn % 2).party().orElseThrow(), actItem, scene);
                turn++;
            }
        }
        assertTrue(world.converges(60_000));
        for (SimNode node : world.nodes()) {
            assertEquals(expected(play), read(node.party().orElseThrow().view()));
        }
    }

    private void castSpeakers(World world, Party party, JsonNode play) {
        for (JsonNode line : play.findParents("speaker")) {
            speakers.computeIfAbsent(line.get("speaker").asText(), name -> {
                List<ItemId> created = new ArrayList<>();
                party.write(batch -> {
                    created.add(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                    batch.edit(created.get(0), ObjectItem.class).set("speaker", Value.of(name));
                });
                return created.get(0);
            });
        }
        assertTrue(world.converges(10_000));
        assertEquals(35, speakers.size());
    }

    private static ItemId writeAct(World world, Party party, String name) {
        List<ItemId> created = new ArrayList<>();
        world.await(party.write(batch -> {
                    created.add(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                    batch.edit(created.get(0), ObjectItem.class).set("act", Value.of(name));
                })
                .durable());
        assertTrue(world.converges(10_000));
        return created.get(0);
    }

    private void writeScene(World world, Party party, ItemId act, JsonNode scene) {
        List<ItemId> thread = new ArrayList<>();
        world.await(party.write(batch -> {
                    ItemId item = batch.create(ObjectItem.TYPE, act);
                    ObjectItem properties = batch.edit(item, ObjectItem.class);
                    properties.set("lines", Value.of(scene.get("lines").size()));
                    scene.findValuesAsText("speaker").stream()
                            .distinct()
                            .forEach(name -> properties.add(Path.of("speakers"), Value.of(speaker(name))));
                    thread.add(batch.create(ThreadItem.TYPE, item));
                })
                .durable());
        for (JsonNode line : scene.get("lines")) {
            party.write(batch -> batch.edit(thread.get(0), ThreadItem.class).post(text(line)));
        }
    }

    private ItemId speaker(String name) {
        return Optional.ofNullable(speakers.get(name)).orElseThrow();
    }

    private static String text(JsonNode line) {
        return line.has("speaker")
                ? line.get("speaker").asText() + ": " + line.get("text").asText()
                : "[" + line.get("direction").asText() + "]";
    }

    /**
     * For each act, for each scene, its lines, and after them its speakers in alphabetical order. Scenes of one act are
     * written at the same time, so the party's order among them is not the play's: they are sorted by their text.
     */
    private static List<List<List<String>>> expected(JsonNode play) {
        List<List<List<String>>> acts = new ArrayList<>();
        for (JsonNode act : play.get("acts")) {
            List<List<String>> scenes = new ArrayList<>();
            for (JsonNode scene : act.get("scenes")) {
                List<String> lines = new ArrayList<>();
                scene.get("lines").forEach(line -> lines.add(text(line)));
                scene.findValuesAsText("speaker").stream().distinct().sorted().forEach(lines::add);
                scenes.add(lines);
            }
            scenes.sort(Comparator.comparing(List::toString));
            acts.add(scenes);
        }
        return acts;
    }

    private static List<List<List<String>>> read(View view) {
        List<List<List<String>>> acts = new ArrayList<>();
        for (Item act : view.children(ItemId.ROOT)) {
            if (act.as(ObjectItem.class).get("act").isPresent()) {
                List<List<String>> scenes = new ArrayList<>();
                view.children(act.id()).forEach(scene -> scenes.add(lines(view, scene)));
                scenes.sort(Comparator.comparing(List::toString));
                acts.add(scenes);
            }
        }
        return acts;
    }

    private static List<String> lines(View view, Item scene) {
        List<String> lines = new ArrayList<>();
        Item thread = view.children(scene.id()).get(0);
        thread.as(ThreadItem.class).messages().stream().map(ThreadMessage::text).forEach(lines::add);
        scene.as(ObjectItem.class).elements(Path.of("speakers")).stream()
                .map(link -> ((Value.Reference) link).value())
                .map(id -> view.item(id).orElseThrow().as(ObjectItem.class).get("speaker"))
                .map(name -> ((Value.Text) name.orElseThrow()).value())
                .sorted()
                .forEach(lines::add);
        return lines;
    }
}
