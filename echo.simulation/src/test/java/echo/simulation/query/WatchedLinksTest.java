package echo.simulation.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.query.Query;
import echo.api.value.Value;
import echo.pipeline.query.ItemGraph;
import echo.pipeline.query.Row;
import echo.pipeline.query.live.Delta;
import echo.pipeline.query.live.LiveQueries;
import echo.pipeline.query.live.LiveQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What watched queries tell of links: PROOF, "updates fire only when the result changes".
 *
 * <pre>
 *   / ── team ─ project ── member ──▶ ada, bob       cat
 * </pre>
 */
class WatchedLinksTest {
    private static final String MEMBER = "team.member";

    private final Garden garden = new Garden();
    private final LiveQueries<String> queries = new LiveQueries<>();
    private final ItemId team = garden.named("team", ItemId.ROOT);
    private final ItemId project = garden.named("project", team);
    private final ItemId ada = garden.named("ada", ItemId.ROOT);
    private final ItemId bob = garden.named("bob", ItemId.ROOT);
    private final ItemId cat = garden.named("cat", ItemId.ROOT);

    WatchedLinksTest() {
        link(project, ada);
        link(project, bob);
        garden.grow();
    }

    private void link(ItemId from, ItemId to) {
        garden.link(from, MEMBER, ItemReference.to(to));
    }

    private void unlink(ItemId from, ItemId to) {
        garden.unlink(from, MEMBER, ItemReference.to(to));
    }

    private void watch(String query) {
        LiveQuery live = new LiveQuery(Query.parse(query));
        live.ask(garden.graph());
        queries.add(query, live);
    }

    /** What the one watched query tells of what was written: names with a sign each, or nothing. */
    private String told() {
        ItemGraph before = garden.grow();
        Map<String, Delta> deltas = queries.follow(before, garden.graph()).deltas();
        return deltas.values().stream()
                .findFirst()
                .map(delta ->
                        (names("+", delta.added()) + names("~", delta.changed()) + removed(delta.removed())).strip())
                .orElse("");
    }

    private String names(String sign, List<Row> rows) {
        return removed(rows.stream().map(Row::id).toList()).replace("-", sign);
    }

    private String removed(List<ItemId> items) {
        StringBuilder text = new StringBuilder();
        items.forEach(item -> text.append(" -").append(garden.name(item)));
        return text.toString();
    }

    @Test
    void aStepTellsWhoIsLinkedAndUnlinked() {
        watch("(name=project) / targets team.member order name desc");
        link(project, cat);
        assertEquals("+cat", told());
        unlink(project, cat);
        unlink(project, bob);
        assertEquals("-bob -cat", sorted(told()));
        link(project, bob);
        link(project, cat);
        assertEquals("+cat +bob", told()); // in the query's order
        link(project, cat);
        garden.link(project, "team.lead", ItemReference.to(ada));
        link(team, ada);
        assertEquals("", told());
    }

    private static String sorted(String told) {
        return String.join(" ", List.of(told.split(" ")).stream().sorted().toList());
    }

    @Test
    void aConditionTellsOfBothEnds() {
        watch("(|(@targets:team.member=*)(@sources:team.member=*)) order name");
        unlink(project, ada);
        assertEquals("-ada", told());
        unlink(project, bob);
        assertEquals("-bob -project", sorted(told()));
        link(cat, ada);
        assertEquals("+ada +cat", told());
        unlink(cat, ada);
        link(cat, ada);
        assertEquals("", told());
    }

    @Test
    void aLinkThatComesAndGoesInOneBurstIsNotTold() {
        watch("(name=project) / targets team.member");
        link(project, cat);
        unlink(project, cat);
        unlink(project, ada);
        link(project, ada);
        assertEquals("", told());
    }

    @Test
    void aLateOperationIsToldIfItDecidesAndElseNot() {
        watch("(@sources:team.member=" + project + ")");
        garden.late(0.0, () -> unlink(project, ada)); // before it was linked
        assertEquals("", told());
        garden.late(1.0, () -> unlink(project, bob)); // after
        assertEquals("-bob", told());
        garden.late(0.5, () -> link(project, cat)); // of nothing else is known what became of this one
        assertEquals("+cat", told());
        garden.late(0.2, () -> unlink(project, cat));
        assertEquals("", told());
    }

    @Test
    void aLateMutationIsToldIfItDecidesAndElseNot() {
        watch("(name=ada)");
        garden.set(ada, "age", Value.of(1));
        assertEquals("~ada", told());
        garden.late(0.9, () -> garden.set(ada, "age", Value.of(2))); // before it was written
        assertEquals("", told());
        garden.late(0.9, () -> garden.set(ada, "height", Value.of(2)));
        assertEquals("~ada", told());
        garden.late(1.0, () -> garden.set(ada, "age", Value.of(3))); // after
        assertEquals("~ada", told());
    }

    @Test
    void whatIsDeletedIsNoLongerReachedNorPassedThrough() {
        watch("(name=project) / targets team.member order name");
        garden.delete(ada);
        assertEquals("-ada", told());
        garden.restore(ada);
        assertEquals("+ada", told());
        garden.delete(team); // and with it the project
        assertEquals("-ada -bob", sorted(told()));
        link(project, cat);
        assertEquals("", told());
        garden.restore(team);
        assertEquals("+ada +bob +cat", told());
    }

    @Test
    void aConditionSpeaksOfLinksAndNotOfWhoIsDeleted() {
        watch("(@sources:team.member=*)");
        garden.delete(project);
        assertEquals("", told());
        garden.delete(ada);
        assertEquals("-ada", told()); // herself
    }

    @Test
    void aSourceThatComesBringsItsLinks() {
        watch("(@sources:team.member=*) order name");
        link(garden.next(), cat);
        assertEquals("", told());
        garden.named("late", ItemId.ROOT);
        assertEquals("+cat", told());
    }

    @Test
    void aTargetThatComesIsReached() {
        watch("(name=project) / targets team.member");
        link(project, garden.next());
        assertEquals("", told());
        garden.named("late", ItemId.ROOT);
        assertEquals("+late", told());
    }

    @Test
    void aLinkIsNoPartOfAnItemAndItsPropertiesAreNoBodysConcern() {
        watch("(name=*) order name");
        watch("(@targets:team.member=*)");
        garden.link(
                project,
                MEMBER,
                ItemReference.to(ada),
                new Value.MapValue(new TreeMap<>(Map.of("since", Value.of(2026)))));
        assertEquals("", told());
        link(project, cat);
        assertEquals("", told());
        garden.set(ada, "age", Value.of(36));
        assertEquals("~ada", told());
    }

    @Test
    void circlesOfLinksComeToAnEnd() {
        link(ada, bob);
        link(bob, ada);
        link(ada, ada);
        link(bob, bob);
        garden.grow();
        watch("(name=nobody)" + " / targets team.member".repeat(60));
        garden.set(ada, "age", Value.of(36));
        assertEquals("", told());
    }
}
