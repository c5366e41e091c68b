package echo.simulation.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.ThreadItem;
import echo.api.query.Key;
import echo.api.query.Query;
import echo.model.object.ObjectModel;
import echo.pipeline.items.Placement;
import echo.pipeline.items.TypedState;
import echo.pipeline.query.Finder;
import echo.pipeline.query.ItemGraph;
import echo.pipeline.query.Row;
import echo.pipeline.query.live.Delta;
import echo.pipeline.query.live.LiveQueries;
import echo.pipeline.query.live.LiveQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Random gardens and queries, each from a seed that a failure names. */
class RandomQueriesTest {
    private static final int SEEDS = 60;
    private static final int BURSTS = 25;

    private static Garden indexed() {
        Garden garden = new Garden();
        garden.index(ObjectItem.TYPE, "a");
        garden.index(ObjectItem.TYPE, "c.d");
        garden.indexTypes(ThreadItem.TYPE);
        return garden;
    }

    @Test
    void anIndexChangesWhatAQueryCostsAndNotWhatItFinds() {
        int served = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Garden plain = new Garden();
            Garden indexed = indexed();
            Growth growth = new Growth(plain, seed);
            Growth same = new Growth(indexed, seed);
            for (int burst = 0; burst < BURSTS; burst++) {
                growth.burst(6);
                plain.grow();
                same.burst(6);
                indexed.grow();
                Query query = growth.query();
                assertEquals(query, same.query());
                String where = "seed " + seed + ", burst " + burst + ": " + query;
                Finder.Found scanned = new Finder(plain.graph(), query).find();
                Finder.Found found = new Finder(indexed.graph(), query).find();
                assertEquals(ids(scanned.rows()), ids(found.rows()), where);
                assertEquals(scanned.next(), found.next(), where);
                assertEquals(plain.plainly(query), ids(found.rows()), where);
                served += found.plan().access().startsWith("index") ? 1 : 0;
            }
        }
        assertTrue(served > SEEDS, "an index served only " + served + " queries; the test would mean little");
    }

    @Test
    void queriesOfLinksFindWhatAPlainReferenceFinds() {
        int found = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Garden garden = new Garden();
            Growth growth = new Growth(garden, 2000 + seed);
            for (int burst = 0; burst < BURSTS; burst++) {
                growth.burst(8);
                garden.grow();
                Query query = growth.linkQuery();
                List<ItemId> plainly = garden.plainly(query);
                assertEquals(plainly, garden.find(query), "seed " + seed + ", burst " + burst + ": " + query);
                found += plainly.isEmpty() ? 0 : 1;
            }
        }
        assertTrue(found > SEEDS * BURSTS / 5, "only " + found + " queries found something");
    }

    @Test
    void pagesPutTogetherAreTheWhole() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Garden garden = indexed();
            Growth growth = new Growth(garden, seed);
            growth.burst(60);
            garden.grow();
            Query query = growth.query();
            Query whole = new Query(query.stages(), query.deleted(), query.order(), Query.Page.WHOLE);
            List<ItemId> pages = new ArrayList<>();
            Optional<Key> key = Optional.empty();
            do {
                Query page = key.map(whole::after).orElse(whole).limit(3);
                Finder.Found found = new Finder(garden.graph(), page).find();
                pages.addAll(ids(found.rows()));
                key = found.next();
            } while (key.isPresent());
            assertEquals(garden.find(whole), pages, "seed " + seed + ": " + query);
        }
    }

    private static List<ItemId> ids(List<Row> rows) {
        return rows.stream().map(Row::id).toList();
    }

    /** All that is to be seen of an item, whatever object says it. */
    private record Sight(Placement placement, boolean opaque, Bytes saved, boolean deleted) {
        static Sight of(Row row) {
            TypedState<?> state = row.record().state();
            return new Sight(row.record().placement(), state.opaque(), state.save(), row.deleted());
        }
    }

    /** A watcher that keeps what it was told, and counts how often. */
    private static final class Known {
        private final Query query;
        private final LiveQuery live;
        private final Map<ItemId, Sight> result = new TreeMap<>();
        private int told;

        Known(Query query, ItemGraph now) {
            this.query = query;
            this.live = new LiveQuery(query);
            take(live.ask(now), "at the beginning");
        }

        void take(Delta delta, String where) {
            told++;
            for (Row row : delta.added()) {
                assertFalse(result.containsKey(row.id()), where);
            }
            delta.added().forEach(this::put);
            for (Row row : delta.changed()) {
                assertTrue(result.containsKey(row.id()), where);
                put(row);
            }
            for (ItemId id : delta.removed()) {
                assertTrue(result.remove(id) != null, where);
            }
        }

        private void put(Row row) {
            result.put(row.id(), Sight.of(row));
        }

        /** What the query finds when it is asked anew. */
        Map<ItemId, Sight> asked(ItemGraph now) {
            Map<ItemId, Sight> asked = new TreeMap<>();
            new Finder(now, query).find().rows().forEach(row -> asked.put(row.id(), Sight.of(row)));
            return asked;
        }
    }

    @Test
    void aWatchedResultIsAlwaysWhatTheQueryWouldFindNow() {
        int told = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Garden garden = indexed();
            Growth growth = new Growth(garden, 1000 + seed);
            growth.burst(12);
            garden.grow();
            LiveQueries<Known> queries = new LiveQueries<>();
            List<Known> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Known known = new Known(i % 2 == 0 ? growth.linkQuery() : growth.query(), garden.graph());
                all.add(known);
                queries.add(known, known.live);
            }
            for (int burst = 0; burst < BURSTS; burst++) {
                growth.burst(4);
                swapModel(garden, burst);
                ItemGraph before = garden.grow();
                follow(queries, all, before, garden, "seed " + seed + ", burst " + burst);
            }
            told += all.stream().mapToInt(known -> known.told).sum();
        }
        assertTrue(told > SEEDS * 12 * 2, "watchers were told only " + told + " times");
    }

    @Test
    void aPartyThatIsMadeAnewOfItsMessagesTellsNobodyAnything() {
        int told = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Garden garden = indexed();
            Growth growth = new Growth(garden, 3000 + seed);
            growth.burst(40);
            garden.grow();
            LiveQueries<Known> queries = new LiveQueries<>();
            List<Known> all = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                all.add(new Known(i % 2 == 0 ? growth.linkQuery() : growth.query(), garden.graph()));
                queries.add(all.get(i), all.get(i).live);
            }
            for (int burst = 0; burst < 5; burst++) {
                String where = "seed " + seed + ", burst " + burst;
                ItemGraph before = garden.growAnew();
                assertEquals(Map.of(), queries.follow(before, garden.graph()).deltas(), where);
                growth.burst(4);
                follow(queries, all, garden.grow(), garden, where);
            }
            told += all.stream().mapToInt(known -> known.told).sum();
        }
        assertTrue(told > SEEDS * 12 * 3 / 2, "watchers were told only " + told + " times");
    }

    private static void swapModel(Garden garden, int burst) {
        if (burst % 10 == 4) {
            garden.tree().remove(Garden.OBJECT);
        } else if (burst % 10 == 6) {
            garden.tree().add(Garden.OBJECT, new ObjectModel());
        }
    }

    private static void follow(
            LiveQueries<Known> queries, List<Known> all, ItemGraph before, Garden garden, String where) {
        ItemGraph now = garden.graph();
        Map<Known, Delta> deltas = queries.follow(before, now).deltas();
        for (Known known : all) {
            String about = where + ": " + known.query;
            Map<ItemId, Sight> was = new TreeMap<>(known.result);
            Optional<Delta> delta = Optional.ofNullable(deltas.get(known));
            delta.ifPresent(it -> known.take(it, about));
            Map<ItemId, Sight> asked = known.asked(now);
            assertEquals(asked, known.result, about);
            assertEquals(new TreeSet<>(garden.plainly(known.query)), asked.keySet(), about);
            for (Row row : delta.map(Delta::changed).orElse(List.of())) {
                boolean written = garden.written().contains(row.id());
                assertTrue(written || !known.result.get(row.id()).equals(was.get(row.id())), about);
            }
        }
    }
}
