package echo.simulation.query;

import static echo.api.query.Condition.hasSource;
import static echo.api.query.Condition.not;
import static echo.api.query.Property.property;
import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.PartyKey;
import echo.api.query.Key;
import echo.api.query.Query;
import echo.api.query.Query.Deleted;
import echo.api.value.Value;
import echo.model.object.ObjectModel;
import echo.pipeline.query.Finder;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What queries find (docs/queries.md).
 *
 * <pre>
 *   / ─┬─ org1 ─┬─ project1      / ─┬─ person1  age 17
 *      │        └─ project2         ├─ person2  age 18.5  tags a, b
 *      └─ org2 ─── project3         ├─ person3  age "old"
 *                                   └─ person4  no age    nick null
 *   project1 ── team.member ──▶ person1, person2    project2 ── team.member ──▶ person1, person3
 * </pre>
 */
class SelectionTest {
    private static final String MEMBER = "team.member";
    private static final PartyKey ELSEWHERE =
            new PartyKey(Hash.of(Bytes.utf8("elsewhere")).bytes());

    private final Garden garden = new Garden();
    private final ItemId org1 = kind("org", "org1", ItemId.ROOT);
    private final ItemId org2 = kind("org", "org2", ItemId.ROOT);
    private final ItemId project1 = kind("project", "project1", org1);
    private final ItemId project2 = kind("project", "project2", org1);
    private final ItemId person1 = kind("person", "person1", ItemId.ROOT);
    private final ItemId person2 = kind("person", "person2", ItemId.ROOT);
    private final ItemId person3 = kind("person", "person3", ItemId.ROOT);
    private final ItemId person4 = kind("person", "person4", ItemId.ROOT);

    SelectionTest() {
        kind("project", "project3", org2);
        garden.set(person1, "age", Value.of(17));
        garden.set(person2, "age", Value.of(18.5));
        garden.set(person3, "age", Value.of("old"));
        garden.set(person4, "nick", Value.NULL);
        garden.set(person2, "home.city", Value.of("Ulm"));
        garden.edit(person2, person -> person.add(echo.api.value.Path.of("tags"), Value.of("a")));
        garden.edit(person2, person -> person.add(echo.api.value.Path.of("tags"), Value.of("b")));
        link(project1, person1);
        link(project1, person2);
        link(project2, person1);
        link(project2, person3);
        garden.grow();
    }

    private void link(ItemId from, ItemId to) {
        garden.link(from, MEMBER, ItemReference.to(to));
    }

    private ItemId kind(String kind, String name, ItemId parent) {
        ItemId item = garden.named(name, parent);
        garden.set(item, "kind", Value.of(kind));
        return item;
    }

    @Test
    void organisationsProjectsAndPersonsAreFound() {
        assertEquals(9, garden.find(Query.items()).size());
        assertEquals("project1 project2 project3", garden.names("(kind=org) / children order name"));
        assertEquals(
                "project1 project2",
                garden.names(Query.items()
                        .where(property("name").in(List.of(Value.of("org1"), Value.of("project1"))))
                        .children()));
        assertEquals("org1 org2", garden.names("(kind=project) / parents order name")); // two projects, one parent
        assertEquals("org1", garden.names("(|(name=project1)(name=project2)) / parents"));
        assertEquals("project1 project2", garden.names("(name=project2) / parents / children order name"));
        assertEquals("", garden.names("(kind=org) / parents")); // the root is no item
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "(age=17) # person1",
                "(age=17.0) # person1",
                "(age=17.00m) # person1",
                "(age=\"17\") # ``",
                "(age<18.5) # person1",
                "(age<=18.5) # person1 person2",
                "(age>17) # person2",
                "(age>=17) # person1 person2",
                "(age>=a) # person3",
                "(age=*) # person1 person2 person3",
                "(!(age=*)) # org1 org2 person4 project1 project2 project3",
                "(&(kind=person)(!(age>=18))) # person1 person3 person4",
                "(nick=*) # person4",
                "(nick=null) # person4",
                "(home.city=Ulm) # person2",
                "(home=*) # person2",
                "(home.city.street=*) # ``",
                "(tags=a) # person2",
                "(tags=[\"a\", \"b\"]) # person2",
                "(tags=c) # ``",
                "(tags>=b) # person2",
                "(name=person*) # person1 person2 person3 person4",
                "(name=*1) # org1 person1 project1",
                "(name=*o*g*) # org1 org2",
                "(name=p*o*3) # person3 project3",
                "(name=person*on1) # ``",
                "(age=*7) # ``",
                "(|(kind=org)(age=17)) # org1 org2 person1",
                "(&) # org1 org2 person1 person2 person3 person4 project1 project2 project3",
                "(|) # ``",
                "(@type=echo.thread) # ``",
                "(&(@type=echo.object)(kind=org)) # org1 org2",
                "(@parent=/) # org1 org2 person1 person2 person3 person4",
                "(&(@below=/)(kind=project)) # project1 project2 project3"
            })
    void aConditionHoldsForThese(String query, String names) {
        assertEquals(names, garden.names(query + " order name"));
    }

    /** Each line of the page says a query and whom it finds; without an order, by name. */
    @Test
    void thePageOfQueriesIsTrue() throws IOException {
        Path page = Path.of("..", "docs", "queries.md");
        String[] blocks = Files.readString(page).split("```(queries)?\n", -1);
        List<String> lines = Arrays.stream(blocks)
                .filter(block -> block.startsWith("(&(kind"))
                .flatMap(String::lines)
                .toList();
        assertEquals(17, lines.size(), "the page shows other queries than this test knows of");
        for (String line : lines) {
            String[] parts = line.split(" +finds ", 2);
            String query = parts[0].contains(" order ") ? parts[0] : parts[0] + " order name";
            assertEquals(parts[1], garden.names(query), line);
        }
    }

    @Test
    void placesInTheTreeAreConditionsToo() {
        assertEquals("project1 project2", garden.names(Query.items().childrenOf(org1)));
        assertEquals("project3", garden.names(Query.items().below(org2)));
        assertEquals("project2", garden.names(Query.items().item(project2)));
        garden.move(org2, project1);
        garden.grow();
        assertEquals(
                "org2 project1 project2 project3",
                garden.names(Query.items().below(org1).orderBy(property("name"))));
    }

    /** PROOF: targets and sources of links, without doubles. */
    @Test
    void linksAreFollowedFromBothEnds() {
        assertEquals("person1 person2", garden.names("(name=project1) / targets team.member order name"));
        assertEquals("person1 person2 person3", garden.names("(kind=project) / targets team.member order name"));
        assertEquals("project1 project2", garden.names("(name=person1) / sources team.member order name"));
        assertEquals("project1 project2", garden.names("(kind=person) / sources team.member order name"));
        assertEquals(
                "person1 person3",
                garden.names(Query.items()
                        .item(person3)
                        .sources(MEMBER)
                        .targets(MEMBER)
                        .orderBy(property("name"))));
        assertEquals("", garden.names("(kind=project) / targets team.lead"));
        assertEquals("", garden.names("(kind=project) / targets team"));
        assertEquals("person2", garden.names("(&) / targets team.member (tags=a)"));
    }

    @Test
    void whatIsNotThereIsNotReached() {
        garden.link(project1, MEMBER, ItemReference.to(garden.next()));
        garden.link(project1, MEMBER, ItemReference.to(ELSEWHERE, person3));
        ItemId missing = ItemId.parse("00112233445566778899aabbccddeeff");
        garden.link(missing, MEMBER, ItemReference.to(person4));
        garden.link(project1, MEMBER, ItemReference.to(ItemId.ROOT));
        garden.grow();
        assertEquals("person1 person2", garden.names("(name=project1) / targets team.member order name"));
        assertEquals("", garden.names("(name=person4) / sources team.member"));
        assertEquals("", garden.names("(&(kind=person)(name=person4)(@sources:team.member=*))"));
        assertEquals("", garden.names("(@sources:team.member=" + missing + ")"));
        assertEquals("person4", garden.names("(&(name=person4)(!(@sources:team.member=" + missing + ")))"));
        garden.delete(person1);
        garden.grow();
        assertEquals("person2", garden.names("(name=project1) / targets team.member"));
        assertEquals("person1 person2", garden.names("(name=project1) / targets team.member deleted shown order name"));
        assertEquals("person1", garden.names("(name=project1) / targets team.member deleted only"));
        assertEquals("project1", garden.names("(kind=person) / sources team.member (name=project1)")); // by person2
        assertEquals("", garden.names("(name=person1) / sources team.member"));
    }

    @Test
    void linksAreConditionsToo() {
        assertEquals("project1 project2", garden.names("(@targets:team.member=*) order name"));
        assertEquals("project1", garden.names("(@targets:team.member=" + person2 + ")"));
        assertEquals("person1 person3", garden.names("(@sources:team.member=" + project2 + ") order name"));
        assertEquals("project3", garden.names("(&(kind=project)(!(@targets:team.member=*)))"));
        assertEquals(
                "person3",
                garden.names(Query.items().where(hasSource(MEMBER, project2)).where(not(hasSource(MEMBER, project1)))));
        assertEquals("", garden.names("(|(@targets:team=*)(@targets:team.member=/)(@sources:team.lead=*))"));
    }

    @Test
    void aConditionSpeaksOfTheLinkAndNotOfItsOtherEnd() {
        ItemReference elsewhere = ItemReference.to(ELSEWHERE, person3);
        garden.link(org1, MEMBER, elsewhere);
        garden.link(org2, MEMBER, ItemReference.to(garden.next()));
        garden.delete(person2);
        garden.grow();
        assertEquals("org1 org2 project1 project2", garden.names("(@targets:team.member=*) order name"));
        assertEquals("org1", garden.names("(@targets:team.member=" + elsewhere + ")"));
        assertEquals("org2", garden.names("(@targets:team.member=" + garden.next() + ")"));
        assertEquals("project1", garden.names("(@targets:team.member=" + person2 + ")"));
        assertEquals("project1 project2", garden.names("(&) / targets team.member / sources team.member order name"));
    }

    /** PROOF: 10 items, one deleted: 9 / 10 / 1. */
    @Test
    void deletedItemsAreHiddenShownOrAlone() {
        garden.named("tenth", ItemId.ROOT);
        garden.delete(person4);
        garden.grow();
        assertEquals(9, garden.find(Query.items()).size());
        assertEquals(10, garden.find(Query.items().deleted(Deleted.SHOWN)).size());
        assertEquals("person4", garden.names(Query.items().deleted(Deleted.ONLY)));
        garden.delete(org1);
        garden.grow();
        assertEquals("project3", garden.names("(kind=org) / children"));
        assertEquals("project1 project2 project3", garden.names("(kind=org) / children deleted shown order name"));
        assertEquals("project1 project2", garden.names("(kind=org) / children deleted only order name"));
    }

    @Test
    void theOrderIsTotal() {
        assertEquals("person4 person1 person2 person3", garden.names("(kind=person) order age"));
        assertEquals("person3 person2 person1 person4", garden.names("(kind=person) order age desc"));
        assertEquals(
                "project3 project2 project1 person4 person3 person2 person1 org2 org1",
                garden.names("(&) order kind desc, name desc"));
        assertEquals("person1 person2 person3 person4", garden.names("(kind=person)")); // siblings, as they were placed
        garden.move(person1, ItemId.ROOT);
        garden.grow();
        assertEquals("person2 person3 person4 person1", garden.names("(kind=person)"));
    }

    @Test
    void pagesGoOnWhereTheOneBeforeEndedWhileOthersWrite() {
        Query query = Query.items()
                .orderBy(property("kind").descending())
                .orderBy(property("name"))
                .limit(4);
        Finder.Found first = new Finder(garden.graph(), query).find();
        assertEquals("project1 project2 project3 person1", garden.names(query));
        Key key = first.next().orElseThrow();
        kind("project", "early", ItemId.ROOT); // before the key: not on the next page
        garden.unset(person1, "kind"); // the item of the key leaves its place and comes at the end
        garden.delete(person3);
        garden.grow();
        Query second = Query.parse(query.after(key).toString());
        assertEquals("person2 person4 org1 org2", garden.names(second));
        Key next = new Finder(garden.graph(), second).find().next().orElseThrow();
        assertEquals("person1", garden.names(query.after(next)));
        assertEquals(
                Optional.empty(),
                new Finder(garden.graph(), query.after(next)).find().next());
    }

    @Test
    void pagesOfAnIndexGoOnLikewise() {
        Query query = Query.parse("(&(@type=echo.object)(name>=person)) order name limit 2");
        for (int round = 0; round < 2; round++) {
            List<String> pages = new ArrayList<>();
            Optional<Key> key = Optional.empty();
            do {
                Query page = key.map(query::after).orElse(query);
                pages.add(garden.names(page));
                key = new Finder(garden.graph(), page).find().next();
            } while (key.isPresent());
            assertEquals(List.of("person1 person2", "person3 person4", "project1 project2", "project3"), pages);
            garden.index("echo.object", "name");
        }
        assertEquals(3, new Finder(garden.graph(), query).find().plan().candidates()); // the page, and one more
    }

    @Test
    void thePlanTellsWhatWasLookedAt() {
        assertEquals("scan, 9 candidates", plan("(name=org1)"));
        assertEquals("scan, 9 candidates", plan("(&(@type=echo.object)(name=org1))"));
        garden.indexTypes("echo.object");
        garden.indexTypes("echo.thread");
        garden.index("echo.object", "kind");
        garden.index("echo.object", "age");
        garden.index("echo.object", "name");
        garden.index("echo.object", "tags");
        assertEquals("scan, 9 candidates", plan("(name=org1)")); // an index is of a type
        assertEquals("index echo.thread, 0 candidates", plan("(@type=echo.thread)"));
        assertEquals("index echo.object, 9 candidates", plan("(@type=echo.object)"));
        assertEquals("index echo.object name, 1 candidates", plan("(&(@type=echo.object)(kind=org)(name=org1))"));
        assertEquals("index echo.object kind, 2 candidates", plan("(&(@type=echo.object)(kind=org)(name=*))"));
        assertEquals("index echo.object name, 4 candidates", plan("(&(@type=echo.object)(name=pers*))"));
        assertEquals("index echo.object age, 2 candidates", plan("(&(@type=echo.object)(age<=18.5))"));
        assertEquals("index echo.object age, 3 candidates", plan("(&(@type=echo.object)(age=*))"));
        assertEquals("index echo.object tags, 1 candidates", plan("(&(@type=echo.object)(tags=b))"));
        assertEquals(
                "index echo.object age or index echo.object kind, 3 candidates",
                plan("(&(@type=echo.object)(|(age=17)(kind=org)))"));
        assertEquals("scan, 9 candidates", plan("(|(@type=echo.thread)(!(kind=org)))"));
        assertEquals("item " + org1 + ", 1 candidates", plan("(&(@type=echo.object)(@id=" + org1 + "))"));
        assertEquals("children of " + org1 + ", 2 candidates", plan("(@parent=" + org1 + ")"));
        assertEquals("descendants of " + org2 + ", 1 candidates", plan("(@below=" + org2 + ")"));
        assertEquals("index echo.object name, 9 candidates", plan("(@type=echo.object) order name"));
    }

    @Test
    void aGivenEndOfLinksIsWhereAPlanBegins() {
        assertEquals(
                "sources of " + person1 + " by team.member, 2 candidates",
                plan("(@targets:team.member=" + person1 + ")"));
        assertEquals(
                "targets of " + project2 + " by team.member, 2 candidates",
                plan("(@sources:team.member=" + project2 + ")"));
        assertEquals(
                "sources of " + person2 + " by team.member, 1 candidates",
                plan("(&(@targets:team.member=" + person1 + ")(@targets:team.member=" + person2 + "))"));
        assertEquals(
                "sources of " + person1 + " by team.member or sources of " + person2 + " by team.member, 3 candidates",
                plan("(|(@targets:team.member=" + person1 + ")(@targets:team.member=" + person2 + "))"));
        assertEquals("scan, 9 candidates", plan("(@targets:team.member=*)"));
        assertEquals("scan, 9 candidates", plan("(!(@targets:team.member=" + person1 + "))"));
        assertEquals("item " + person1 + ", 1 candidates", plan("(@id=" + person1 + ") / sources team.member"));
    }

    private String plan(String query) {
        return garden.plan(query).toString();
    }

    @Test
    void anIndexFollowsWhatChangesAndNothingElse() {
        garden.index("echo.object", "age");
        garden.set(person1, "age", Value.of(new BigDecimal("40.0")));
        garden.unset(person2, "age");
        garden.set(person3, "age", Value.of(List.of(Value.of(40), Value.of(41), Value.of(40.0))));
        garden.grow();
        assertEquals("person1 person3", garden.names("(&(@type=echo.object)(age=40)) order name"));
        assertEquals("index echo.object age, 2 candidates", plan("(&(@type=echo.object)(age=40))"));
        garden.tree().remove(Garden.OBJECT);
        garden.grow();
        assertEquals(
                List.of(), garden.find(Query.parse("(&(@type=echo.object)(age=40))"))); // they wait for their model
        garden.tree().add(Garden.OBJECT, new ObjectModel());
        garden.grow();
        assertEquals("person1 person3", garden.names("(&(@type=echo.object)(age=40)) order name"));
    }
}
