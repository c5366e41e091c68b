package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.codec.Operation;
import echo.codec.Statement.FeedKind;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** How far feeds are held is kept up to date where they grow only; here it is counted, feed by feed, after every run (P4). */
class HeldTest {
    @Test
    void howFarFeedsAreHeldIsWhatALookAtEachOfThemFinds() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SmallHistory history = seed % 2 == 0 ? SmallHistory.grow(seed) : SmallHistory.growWithLatecomers(seed);
            Desk peer = history.newcomer();
            List<List<Run>> left = new ArrayList<>();
            history.feeds().forEach(runs -> left.add(new ArrayList<>(runs)));
            while (!left.isEmpty()) {
                List<Run> feed = left.get(random.nextInt(left.size()));
                boolean taken = peer.engine().takes(feed.get(0).head().feed());
                if (taken) {
                    peer.receive(feed.remove(0));
                }
                if (!taken || random.nextBoolean()) {
                    peer.flush();
                }
                if (random.nextInt(8) == 0) {
                    peer.restart();
                }
                left.removeIf(List::isEmpty);
                assertCounted(peer);
            }
            assertCounted(peer.flush());
            assertEquals(peer.engine().dataHeld(), peer.engine().applied());
        }
    }

    /** What was taken while its writer seemed to belong is stored still, so it is spoken of; and offered to nobody. */
    @Test
    void dataWhoseAdmissionTurnsOutToBeVoidIsSpokenOf() {
        Cast cast = new Cast();
        Person ada = cast.person("ada");
        Person ben = cast.person("ben");
        Person cem = cast.person("cem");
        Person eve = cast.person("eve");
        Desk adas = new Desk(cast, ada).state(cast.genesis(ada));
        adas.state(cast.admission(ada, ben, Role.ADMIN)).state(cast.admission(ada, cem, Role.WRITER));
        Desk bens = new Desk(cast, ben).meet(ada.control()).sync(adas);
        bens.state(cast.admission(ben, eve, Role.WRITER));
        Desk eves = new Desk(cast, eve).meet(ada.control()).sync(bens);
        eves.write(new Operation.Create(Bytes.hex("0102030405060708"), Desk.OBJECT, ItemId.ROOT));
        Desk cems = new Desk(cast, cem).meet(ada.control()).sync(eves);
        assertEquals(1, cems.engine().snapshot().records().size());

        adas.state(List.of(cast.removal(ada, ben, Map.of())));
        cems.sync(adas);
        assertEquals(0, cems.engine().snapshot().records().size());
        assertEquals(1, cems.engine().dataHeld().extent(eve.data()).length());
        assertEquals(0, cems.engine().held().extent(eve.data()).length());
        assertTrue(
                cems.engine().refused().stream()
                        .anyMatch(line ->
                                line.startsWith("block 0 of feed " + eve.data().shortHex())),
                () -> cems.engine().refused().toString());
    }

    private static void assertCounted(Desk desk) {
        Timeframe data = held(desk, FeedKind.DATA);
        Timeframe control = held(desk, FeedKind.CONTROL);
        assertEquals(data, desk.engine().dataHeld());
        assertEquals(control, desk.engine().controlHeld());
        assertEquals(data.merge(control), desk.engine().held());
    }

    private static Timeframe held(Desk desk, FeedKind kind) {
        Timeframe held = Timeframe.EMPTY;
        for (var entry : desk.engine().state().feeds()) {
            held = entry.getValue().kind() == kind
                    ? held.with(entry.getKey(), desk.engine().extent(entry.getKey()))
                    : held;
        }
        return held;
    }
}
