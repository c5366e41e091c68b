package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.item.TextItem;
import echo.api.party.Party;
import echo.api.past.Undo;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Typed text is taken back and done again, among what others type meanwhile. */
class UndoOfTextTest extends UndoScene {
    private ItemId createText(String text) {
        List<ItemId> ids = new ArrayList<>();
        write(ada, batch -> ids.add(batch.create(TextItem.TYPE, ItemId.ROOT)));
        write(ada, batch -> batch.edit(ids.get(0), TextItem.class).insert(0, text));
        return ids.get(0);
    }

    private static TextItem text(Party party, ItemId id) {
        return item(party, id).as(TextItem.class);
    }

    private static void edit(Party party, ItemId id, Consumer<TextItem> edit) {
        party.write(batch -> edit.accept(batch.edit(id, TextItem.class)));
    }

    // ada   "one two" ── deletes "one " ──┐              ┌ undoes, redoes ──┐
    // ben             └ inserts "+" at 2 ─┴ inserts "!" ─┘                  ┴ what ben typed stays where it was
    @Test
    void textIsUndoneByItsModelAmongWhatAnotherTypes() {
        ItemId id = createText("one two");
        meet();
        world.cut(world.node(0), world.node(1));
        world.cut(world.node(1), world.node(0));
        edit(ada, id, text -> text.delete(0, 4));
        edit(ben, id, text -> text.insert(2, "+"));
        world.rejoin();
        world.time().pass(1_000);
        meet();
        assertEquals("+two", text(ben, id).text());
        write(ben, batch -> batch.edit(id, TextItem.class).insert(4, "!"));
        meet();
        undone(ada.edits().undo());
        meet();
        assertEquals("on+e two!", text(ben, id).text());
        undone(ada.edits().undo());
        meet();
        assertEquals("+!", text(ben, id).text());
        undone(ada.edits().redo());
        undone(ada.edits().redo());
        meet();
        assertEquals("+two!", text(ada, id).text());
        assertEquals("+two!", text(ben, id).text());
    }

    @Test
    void aBatchOfTextEditsIsTakenBackWhole() {
        ItemId id = createText("one two");
        Timeframe batch = write(ada, it -> {
            TextItem text = it.edit(id, TextItem.class);
            text.insert(3, " and a half");
            text.replace(0, 3, "1");
            text.delete(0, 5);
        });
        assertEquals(" a half two", text(ada, id).text());
        undone(ada.undo(batch));
        assertEquals("one two", text(ada, id).text());
        undone(ada.edits().redo());
        assertEquals(" a half two", text(ada, id).text());
        undone(ada.edits().undo());
        assertEquals("one two", text(ada, id).text());
        world.await(ada.undo(batch));
        assertEquals("one two", text(ada, id).text(), "it is taken back already");
    }

    /** Two write one text at once, and take back and redo: what is shown in the end is the same, and of each key there is one. */
    @Test
    void undoOfTextAmongTheEditsOfAnotherConverges() {
        for (int seed = 0; seed < 8; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            ItemId id = createText("@");
            meet();
            for (int i = 0; i < 40; i++) {
                Party party = random.nextBoolean() ? ada : ben;
                String key = Character.toString('A' + i);
                int choice = random.nextInt(5);
                if (choice < 3) {
                    edit(party, id, text -> {
                        int at = random.nextInt(text.length() + 1);
                        text.replace(at, Math.min(random.nextInt(3), text.length() - at), key);
                    });
                } else {
                    CompletionStage<Undo> step =
                            choice == 3 ? party.edits().undo() : party.edits().redo();
                    step.exceptionally(nothing -> null);
                }
                world.time().pass(random.nextInt(5));
            }
            world.time().pass(1_000);
            meet();
            String text = text(ada, id).text();
            assertEquals(text, text(ben, id).text());
            assertEquals(text.length(), text.chars().distinct().count(), "seed " + seed + ": " + text);
        }
    }
}
