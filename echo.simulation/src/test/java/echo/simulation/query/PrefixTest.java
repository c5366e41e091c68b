package echo.simulation.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.query.Condition;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.pipeline.query.Finder;
import echo.pipeline.query.ItemGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Texts that begin so, by an index and without. Texts compare by UTF-16 units, where supplementary characters are pairs of
 * surrogates and stand between U+D7FF and U+E000: what follows all texts of a beginning must not end in half of a pair.
 */
class PrefixTest {
    private static final Path NAME = Path.of("name");

    /** On both sides of each border, and a hand whose skin colour, U+1F3FF, ends in the last of all surrogates. */
    private static final List<String> CHARACTERS = List.of(
            "\u0000",
            "a",
            "\ud7ff",
            "\ud800\udc00",
            "\ud800\udfff",
            "\ud801\udc00",
            "👋",
            "🏿",
            "🐀",
            "\udbff\udc00",
            "\udbff\udfff",
            "\ue000",
            "\ufffe",
            "\uffff");

    private final Garden garden = new Garden();
    private final ItemGraph plain;

    PrefixTest() {
        for (String first : CHARACTERS) {
            plant(first);
            CHARACTERS.forEach(second -> plant(first + second));
        }
        plant("");
        ItemId other = garden.create(Garden.OBJECT, ItemId.ROOT);
        garden.set(other, "name", Value.of(1));
        garden.create(Garden.OBJECT, ItemId.ROOT);
        garden.grow();
        plain = garden.graph();
        garden.index(ObjectItem.TYPE, "name");
    }

    private void plant(String name) {
        garden.set(garden.create(Garden.OBJECT, ItemId.ROOT), "name", Value.of(name));
    }

    private int find(String beginning) {
        Query query = Query.items().type(ObjectItem.TYPE).where(new Condition.Like(NAME, List.of(beginning, "")));
        List<ItemId> scanned = Garden.find(plain, query);
        Finder.Found found = new Finder(garden.graph(), query).find();
        assertEquals("index echo.object name", found.plan().access());
        assertEquals(scanned, Garden.find(garden.graph(), query), () -> "beginning with " + query);
        assertEquals(scanned.size(), found.plan().candidates(), () -> query + ": " + found.plan());
        return scanned.size();
    }

    @Test
    void anIndexFindsTheTextsThatBeginSoAndTriesNoOthers() {
        for (String first : CHARACTERS) {
            assertEquals(1 + CHARACTERS.size(), find(first), first);
            CHARACTERS.forEach(second -> assertEquals(1, find(first + second)));
        }
        assertEquals(1 + CHARACTERS.size() * (1 + CHARACTERS.size()), find("")); // texts alone
    }

    @Test
    void soItIsForBeginningsOfAnyLength() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> beginnings = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(5); length > 0; length--) {
                text.append(CHARACTERS.get(random.nextInt(CHARACTERS.size())));
            }
            plant(text.toString());
            beginnings.add(text.toString());
        }
        garden.grow();
        ItemGraph scanned = ItemGraph.EMPTY.next(garden.graph().snapshot());
        for (String beginning : beginnings) {
            Query query = Query.items().type(ObjectItem.TYPE).where(new Condition.Like(NAME, List.of(beginning, "")));
            assertEquals(Garden.find(scanned, query), garden.find(query), () -> "beginning with " + query);
        }
    }
}
