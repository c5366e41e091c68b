package echo.itest;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import echo.api.Hash;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.item.ObjectItem;
import echo.api.party.Echo;
import echo.api.party.Party;
import echo.api.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;

/** One node in a real Felix that keeps everything in a SQLite file, because the framework property {@code echo.storage} says so. */
public class SqliteNodeIT {
    /** P2: what a receipt called durable is there when the framework comes up again. */
    @Test
    public void whatWasWrittenIsInTheFileAndThereAfterARestart() throws Exception {
        Path folder = BundleSet.scratch("sqlite");
        PartyKey key;
        Hash before;
        AtomicReference<ItemId> item = new AtomicReference<>();
        try (FelixNode node = FelixNode.start(folder, Map.of("echo.storage", "sqlite"))) {
            Party party = Patience.of(node.echo().create("integration"));
            Patience.of(party.write(batch -> {
                        item.set(batch.create(ObjectItem.TYPE, ItemId.ROOT));
                        batch.edit(item.get(), ObjectItem.class).set("text", Value.of("kept"));
                    })
                    .durable());
            key = party.key();
            before = party.view().stateHash();
        }
        assertTrue(Files.exists(folder.resolve("data/echo.sqlite")));
        assertFalse(Files.exists(folder.resolve("data/parties")));

        try (FelixNode node = FelixNode.start(folder, Map.of("echo.storage", "sqlite"))) {
            Party party = party(node.echo(), key, item.get());
            assertEquals(before, party.view().stateHash());
            assertEquals(
                    Value.of("kept"),
                    party.view()
                            .item(item.get())
                            .orElseThrow()
                            .as(ObjectItem.class)
                            .get("text")
                            .orElseThrow());
        }
    }

    private static Party party(Echo echo, PartyKey key, ItemId item) throws Exception {
        Patience.until(
                () -> echo.party(key)
                        .filter(party -> party.view().item(item).isPresent())
                        .isPresent(),
                echo::parties);
        return echo.party(key).orElseThrow();
    }
}
