package echo.api.query;

import static echo.api.query.Condition.hasSource;
import static echo.api.query.Condition.hasTarget;
import static echo.api.query.Condition.not;
import static echo.api.query.Property.property;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.PartyKey;
import echo.api.value.Path;
import echo.api.value.Value;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text form (docs/queries.md): what is written is what is read, and what cannot be read is told with its column. */
class QueryTextTest {
    private static final ItemId ITEM = ItemId.parse("00112233445566778899aabbccddeeff");
    private static final ItemReference ELSEWHERE =
            ItemReference.to(new PartyKey(Hash.of(Bytes.utf8("elsewhere")).bytes()), ITEM);

    @Test
    void theFluentFormReadsAndWrites() {
        Query query = Query.items()
                .type("echo.object")
                .where(property("age").atLeast(18).and(property("name").startsWith("A")))
                .orderBy(property("name"))
                .limit(20);
        String text = "(&(@type=echo.object)(age>=18)(name=A*)) order name limit 20";
        assertEquals(text, query.toString());
        assertEquals(query, Query.parse(text));
    }

    @Test
    void theFluentFormOfLinksReadsAndWrites() {
        ItemId project = ITEM;
        Query members = Query.items().item(project).targets("team.member");
        Query idle = Query.items().where(property("kind").is("person").and(not(hasSource("team.member"))));
        assertEquals("(@id=" + ITEM + ") / targets team.member", members.toString());
        assertEquals("(&(kind=person)(!(@sources:team.member=*)))", idle.toString());
    }

    /** The page's Java is this file's, and its text what that gives. */
    @Test
    void thePageOfQueriesShowsWhatIsTestedHere() throws IOException {
        String page = Files.readString(java.nio.file.Path.of("..", "docs", "queries.md"));
        String source = Files.readString(java.nio.file.Path.of("src/test/java/echo/api/query/QueryTextTest.java"));
        String[] blocks = page.split("```(java)?\n", -1);
        List<String> shown = Arrays.stream(blocks)
                .filter(block -> block.startsWith("Query "))
                .toList();
        assertEquals(2, shown.size());
        shown.forEach(block -> assertTrue(flat(source).contains(flat(block)), block));
        assertTrue(source.contains('"' + blocks[3].strip() + '"'), blocks[3]);
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", " ").strip();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "(&) # (&)",
                "( & ( a = 1 ) (b<2)) # (&(a=1)(b<2))",
                "(|(a<=1.5)(!(b>2m))) # (|(a<=1.5)(!(b>2m)))",
                "(a=*) # (a=*)",
                "(a=x*y**z) # (a=x*y**z)",
                "(user.name=Ada Lovelace) # (user.name=Ada Lovelace)",
                "(a\\.b.c=1) # (a\\.b.c=1)",
                "(\\@type=1) # (\\@type=1)",
                "(a=12) # (a=12)",
                "(a= 12 ) # (a=12)",
                "(a= x ) # (a= x )",
                "(a=\"12\") # (a=\"12\")",
                "(a=\"text\") # (a=text)",
                "(a=) # (a=)",
                "(a=\\*\\(\\)\\\\) # (a=\\*\\(\\)\\\\)",
                "(a=null) # (a=null)",
                "(a=[1, \"x\"]) # (a=[1, \"x\"])",
                "(@parent=/) / children # (@parent=/) / children",
                "(&)/parents(@type=a.b)/children deleted only" + " # (&) / parents (@type=a.b) / children deleted only",
                "(&) limit 3 order a desc , b asc deleted shown # (&) deleted shown order a desc, b limit 3",
                "(&) order desc desc # (&) order desc desc",
                "(@below=00112233445566778899aabbccddeeff) # (@below=00112233445566778899aabbccddeeff)",
                "(&) / targets a.b-c_1 / sources a(@type=a.b) # (&) / targets a.b-c_1 / sources a (@type=a.b)",
                "(&)/targets limit limit 1 # (&) / targets limit limit 1",
                "( @targets : a.b = * ) # (@targets:a.b=*)",
                "(@sources:a=/) # (@sources:a=/)",
                "(!(@sources:a=00112233445566778899aabbccddeeff)) # (!(@sources:a=00112233445566778899aabbccddeeff))",
                "(@targets:a=00112233445566778899aabbccddeeff) # (@targets:a=00112233445566778899aabbccddeeff)"
            })
    void textIsReadAndWritten(String text, String written) {
        assertEquals(written, Query.parse(text).toString());
        assertEquals(Query.parse(text), Query.parse(written));
    }

    @Test
    void textMeansWhatTheFluentFormMeans() {
        Query base = Query.items();
        Map<String, Query> meanings = Map.of(
                "(&)",
                base,
                "(@parent=/)",
                base.childrenOf(ItemId.ROOT),
                "(@id=" + ITEM + ") / parents",
                base.item(ITEM).parents(),
                "(!(a=true))",
                base.where(not(property("a").is(true))),
                "(|(a=1)(a=x))",
                base.where(property("a").in(List.of(Value.of(1), Value.of("x")))),
                "(a=*b*)",
                base.where(property("a").contains("b")),
                "(a=*b) order a desc",
                base.where(property("a").endsWith("b")).orderBy(property("a").descending()),
                "(a=*)",
                base.where(property("a").exists()),
                "(&(a<1)(a>0))",
                base.where(property("a").lessThan(1)).where(property("a").greaterThan(0)),
                "(|)",
                base.where(property("a").in(List.of())));
        meanings.forEach((text, query) -> assertEquals(query, Query.parse(text)));
    }

    @Test
    void textOfLinksMeansWhatTheFluentFormMeans() {
        Query base = Query.items();
        Map<String, Query> meanings = Map.of(
                "(@id=" + ITEM + ") / targets team.member",
                base.item(ITEM).targets("team.member"),
                "(&) / sources team.member (@targets:a=*)",
                base.sources("team.member").where(hasTarget("a")),
                "(&(@targets:a=" + ITEM + ")(@sources:b=*))",
                base.where(hasTarget("a", ITEM).and(hasSource("b"))),
                "(@targets:a=" + ELSEWHERE + ")",
                base.where(hasTarget("a", ELSEWHERE)),
                "(!(@sources:a=" + ITEM + "))",
                base.where(not(hasSource("a", ITEM))));
        meanings.forEach((text, query) -> {
            assertEquals(query, Query.parse(text));
            assertEquals(text, query.toString());
        });
        assertThrows(IllegalArgumentException.class, () -> base.targets("No Type"));
        assertThrows(IllegalArgumentException.class, () -> hasSource("No Type"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "`` # column 1: wanted (, found the end",
                "a=1 # column 1: wanted (, found 'a=1'",
                "(a=1 # column 5: wanted ), found the end",
                "(a) # column 3: wanted =, <, <=, > or >=, found ')'",
                "(a~=x) # column 3: wanted =, <, <=, > or >=, found '~=x)'",
                "(=x) # column 2: a path has 1 to 100 keys, none empty: []",
                "(a.=x) # column 2: a path has 1 to 100 keys, none empty: [a, ]",
                "(a=b(c) # column 5: wanted ) or, for a parenthesis that is meant, \\(, found '(c)'",
                "(a=x\\ # column 6: wanted a character after \\, found the end",
                "(a>=x*) # column 5: wanted \\* for a star that is meant, since patterns go with =, found 'x*)'",
                "(@kind=x) # column 3: wanted type, id, parent, below, targets or sources after @, found 'kind=x)'",
                "(@type=a..b) # column 8: 'a..b' is not an item type; write a dotted name, as echo.object",
                "(@id=12) # column 6: '12' is no item; write its 32 hexadecimal digits, or / for the root",
                "(&(a=1)x) # column 8: wanted ), found 'x)'",
                "(!(a=1)(b=2)) # column 8: wanted ), found '(b=2))'",
                "(&) / uncles # column 7: wanted children, parents, targets or sources, found 'uncles'",
                "(&) / targets # column 14: '' is not a link type; write a dotted name, as team.lead",
                "(&) / sources Lead # column 15: 'Lead' is not a link type; write a dotted name, as team.lead",
                "(&) / targets a b # column 17: wanted /, deleted, order, limit or after, found 'b'",
                "(@targets=x) # column 10: wanted :, found '=x)'",
                "(@targets:=x) # column 11: '' is not a link type; write a dotted name, as team.lead",
                "(@targets:a>=x) # column 12: wanted =, found '>=x)'",
                "(@targets:a=x*) # column 13: 'x*' is no item; write its 32 hexadecimal digits, or / for the root",
                "(@targets:a=echo://x/1) # column 13: 'echo://x/1' is no reference; write echo://PARTY/ITEM",
                "(@sources:a) # column 12: wanted =, found ')'",
                "(&) limit 0 # column 11: a limit is at least 1, not 0",
                "(&) limit x # column 11: wanted a number, found 'x'",
                "(&) limit 1 limit 2 # column 13: wanted limit once only, found 'limit 2'",
                "(&) sort a # column 5: wanted /, deleted, order, limit or after, found 'sort a'",
                "(&) deleted maybe # column 13: wanted shown or only, found 'maybe'",
                "(&) after [1] # column 11: a key is a list of lists, a parent and a place, as a selection gives it",
                "(&) ) # column 5: wanted /, deleted, order, limit or after, found ')'",
                "(a=[1) # column 4: the value needs ',' or ']' at character 3, where it has its end"
            })
    void textThatIsNoQueryIsToldWithTheColumn(String text, String told) {
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Query.parse(text))
                .getMessage());
        assertEquals(told, message.substring(0, Math.min(message.length(), told.length())), message);
    }

    @Test
    void aSourceInAnotherPartyIsRefused() {
        String text = "(@sources:a=" + ELSEWHERE + ")";
        String message = String.valueOf(assertThrows(IllegalArgumentException.class, () -> Query.parse(text))
                .getMessage());
        assertEquals("column 13: a source is an item of the party itself, not " + ELSEWHERE, message);
    }

    @Test
    void conditionsNestOnlySoDeep() {
        String deep = "(!".repeat(150) + "(a=1)" + ")".repeat(150);
        assertThrows(IllegalArgumentException.class, () -> Query.parse(deep));
        Condition condition = property("a").is(1);
        for (int i = 0; i < 150; i++) {
            condition = not(condition);
        }
        Condition tooDeep = condition;
        assertThrows(IllegalArgumentException.class, () -> Query.items().where(tooDeep));
    }

    @Test
    void aKeyOfAnotherQueryIsRefused() {
        Key key = new Key(List.of(Optional.of(Value.of(1))), ITEM, Bytes.EMPTY);
        assertThrows(IllegalArgumentException.class, () -> Query.items().after(key));
    }

    @Test
    void everyQueryIsReadBackFromItsText() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 5_000; i++) {
            Query query = query(random);
            assertEquals(query, Query.parse(query.toString()), query.toString());
        }
    }

    private static final List<Value> VALUES = List.of(
            Value.NULL,
            Value.of(true),
            Value.of(-7),
            Value.of(1.5),
            Value.of(Double.NaN),
            Value.of(new BigDecimal("1.50")),
            Value.of(""),
            Value.of("12"),
            Value.of("a*(b)\\ \"c\"\n"),
            Value.of(" padded "),
            Value.of("\"quoted"),
            Value.of("[draft"),
            Value.of("ü 🎈"),
            Value.of(Bytes.hex("00ff")),
            Value.of(Instant.parse("2026-01-01T00:00:00Z")),
            Value.of(ITEM),
            Value.of(List.of(Value.of("(x)"), Value.of(1))),
            Value.of(Map.of("k", Value.of("*"))));

    private static final List<Path> PATHS = List.of(
            Path.of("a"),
            Path.of("user.name"),
            Path.ofKeys("a.b", " c "),
            Path.ofKeys("@x", "(", "é=🎈"),
            Path.of("$1-_"));

    private static final List<Step> STEPS = List.of(
            Step.Kin.CHILDREN,
            Step.Kin.PARENTS,
            new Step.Links(Step.End.TARGETS, "a.b-c"),
            new Step.Links(Step.End.SOURCES, "limit"));

    private static final List<Condition> LINKED = List.of(
            hasTarget("a.b"),
            hasTarget("a.b-c", ITEM),
            hasTarget("a_1", ELSEWHERE),
            hasTarget("a", ItemId.ROOT),
            hasSource("9"),
            hasSource("a", ITEM));

    private static <T> T any(List<T> of, SplittableRandom random) {
        return of.get(random.nextInt(of.size()));
    }

    private static Query query(SplittableRandom random) {
        Query query = Query.items().where(condition(random, 3));
        for (int steps = random.nextInt(3); steps > 0; steps--) {
            query = query.step(any(STEPS, random));
            query = random.nextBoolean() ? query.where(condition(random, 2)) : query;
        }
        query = query.deleted(any(List.of(Query.Deleted.values()), random));
        List<Optional<Value>> last = new ArrayList<>();
        for (int orders = random.nextInt(3); orders > 0; orders--) {
            query = query.orderBy(new Order(any(PATHS, random), random.nextBoolean()));
            last.add(random.nextBoolean() ? Optional.of(any(VALUES, random)) : Optional.empty());
        }
        query = random.nextBoolean() ? query.limit(1 + random.nextInt(100)) : query;
        return random.nextBoolean() ? query.after(new Key(last, ITEM, Bytes.hex("0102"))) : query;
    }

    private static Condition condition(SplittableRandom random, int depth) {
        Path path = any(PATHS, random);
        return switch (random.nextInt(depth == 0 ? 8 : 11)) {
            case 0 -> new Condition.OfType("a.b-c");
            case 1 -> new Condition.Is(ITEM);
            case 2 -> new Condition.ChildOf(random.nextBoolean() ? ITEM : ItemId.ROOT);
            case 3 -> new Condition.Below(ITEM);
            case 4 -> new Condition.Present(path);
            case 5 -> new Condition.Like(path, List.of(any(List.of("a", " (", "\\"), random), "", "*", "x y"));
            case 6 ->
                new Condition.Compare(path, any(List.of(Condition.Comparison.values()), random), any(VALUES, random));
            case 7 -> any(LINKED, random);
            case 8 -> not(condition(random, depth - 1));
            case 9 -> new Condition.All(conditions(random, depth - 1));
            default -> new Condition.Any(conditions(random, depth - 1));
        };
    }

    private static List<Condition> conditions(SplittableRandom random, int depth) {
        List<Condition> parts = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            parts.add(condition(random, depth));
        }
        return parts;
    }
}
