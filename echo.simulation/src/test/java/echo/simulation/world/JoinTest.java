package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.Role;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.network.Link;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Joining goes wrong in every way that it can, and each is told in one line with a kind (P3, P4). */
class JoinTest {
    private static final long HOUR_MS = 3_600_000;

    private final World world = new World(7, 3, new KeyedHashSignatures());
    private final SimNode inviter = world.node(0);
    private final SimNode joiner = world.node(1);
    private final SimNode other = world.node(2);
    private final Party party = world.await(inviter.node().create("a party"));

    private String code(long validMs) {
        return world.await(party.invite(validMs));
    }

    /** What became of {@code stage} after {@code ms}: its failure, or nothing if there was none yet. */
    private Optional<EchoException> failure(CompletionStage<?> stage, long ms) {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        stage.whenComplete((value, thrown) -> failure.set(thrown));
        world.time().pass(ms);
        return Optional.ofNullable(failure.get())
                .map(thrown -> (EchoException) (thrown.getCause() == null ? thrown : thrown.getCause()));
    }

    private static Kind kind(Optional<EchoException> failure) {
        return failure.orElseThrow().kind();
    }

    @Test
    void ofTwoNodesWithOneCodeAtTheSameTimeOneIsAMemberAndTheOtherIsRefused() {
        String code = code(HOUR_MS);
        for (SimNode node : List.of(joiner, other)) {
            world.network().link(node.name(), inviter.name(), Link.PERFECT);
            world.network().link(inviter.name(), node.name(), Link.PERFECT);
        }
        CompletionStage<Party> one = joiner.node().join(code);
        CompletionStage<Party> two = other.node().join(code);
        Optional<EchoException> first = failure(one, 0);
        Optional<EchoException> second = failure(two, 5_000);
        assertEquals(2, party.members().size());
        assertTrue(first.isPresent() != second.isPresent(), first + " " + second);
        assertEquals(Kind.REFUSED, kind(first.or(() -> second)));
        assertEquals(
                1,
                inviter.node().peers().stream()
                        .filter(peer -> peer.member().isPresent())
                        .count());
    }

    @Test
    void aNodeThatIsToldToJoinTwiceJoinsOnceAndRemembersIt() {
        String code = code(HOUR_MS);
        CompletionStage<Party> one = joiner.node().join(code);
        CompletionStage<Party> two = joiner.node().join(code);
        assertEquals(world.await(one), world.await(two));
        assertEquals(Kind.USAGE, kind(failure(joiner.node().join(code), 0)));
        world.time().pass(40_000);
        assertEquals(1, joiner.node().parties().size());
        world.crash(joiner);
        joiner.start();
        world.time().pass(5_000);
        assertEquals(1, joiner.node().parties().size());
    }

    @Test
    void aMemberThatIsNoAdminDoesNotTurnAwayWhoAnAdminInvited() {
        world.await(other.node().join(code(HOUR_MS)));
        String code = code(HOUR_MS);
        world.network().link(joiner.name(), inviter.name(), new Link(200, 0, 0, 1_000));
        joiner.node().connect(other.address());
        CompletionStage<Party> joined = joiner.node().join(code);
        assertEquals(Optional.empty(), failure(joined, 10_000));
        assertEquals(3, party.members().size());
    }

    @Test
    void aJoinerWhoseCodeExpiredWhileItWasDownMayComeWithAnother() {
        String code = code(2_000);
        world.network().crash(inviter.name());
        joiner.node().join(code);
        world.time().pass(1_000);
        world.crash(joiner);
        world.crash(inviter);
        world.time().pass(5_000);
        inviter.start();
        joiner.start();
        world.time().pass(20_000);
        assertEquals(List.of(), joiner.node().parties());
        String another = world.await(inviter.party().orElseThrow().invite(HOUR_MS));
        world.await(joiner.node().join(another));
    }

    @Test
    void aJoinerThatWaitsForItsInviterMayComeWithAnotherCode() {
        String code = code(HOUR_MS);
        world.crash(inviter);
        joiner.node().join(code);
        world.time().pass(1_000);
        world.crash(joiner);
        joiner.start();
        world.time().pass(10_000);
        inviter.start();
        world.time().pass(100);
        String another = world.await(inviter.party().orElseThrow().invite(HOUR_MS));
        world.await(joiner.node().join(another));
    }

    @Test
    void aJoinerThatCrashesAtAnyMomentIsAdmittedAfterItsRestart() {
        for (int ms = 0; ms < 60; ms += 3) {
            World world = new World(100 + ms, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            String code = world.await(party.invite(HOUR_MS));
            world.node(1).node().join(code);
            world.time().pass(ms);
            world.crash(world.node(1));
            world.time().pass(500);
            world.node(1).start();
            world.time().pass(20_000);
            if (world.node(1).node().parties().isEmpty()) { // it had not even noted that it was to join
                world.await(world.node(1).node().join(code));
            }
        }
    }

    @Test
    void anInviterThatCrashesAtAnyMomentAdmitsAfterItsRestart() {
        for (int ms = 0; ms < 60; ms += 3) {
            World world = new World(200 + ms, 2, new KeyedHashSignatures());
            Party party = world.await(world.node(0).node().create("a party"));
            String code = world.await(party.invite(HOUR_MS));
            CompletionStage<Party> joined = world.node(1).node().join(code);
            world.time().pass(ms);
            world.crash(world.node(0));
            world.time().pass(500);
            world.node(0).start();
            world.await(joined);
        }
    }

    @Test
    void usedAndExpiredCodesAreRefusedAndAnInviterThatIsAwayIsTold() {
        String used = code(HOUR_MS);
        world.await(joiner.node().join(used));
        assertEquals(Kind.REFUSED, kind(failure(other.node().join(used), 5_000)));
        String expired = code(1);
        world.time().pass(10);
        assertEquals(Kind.REFUSED, kind(failure(other.node().join(expired), 5_000)));
        String away = code(HOUR_MS);
        world.crash(inviter);
        assertEquals(Kind.NETWORK, kind(failure(other.node().join(away), 40_000)));
        assertEquals(List.of(), other.node().parties());
    }

    @Test
    void anAdminWhoseClockIsWrongLeavesTheRefusalToTheInviter() {
        CompletionStage<Party> admin = other.node().join(world.await(party.invite(Role.ADMIN, HOUR_MS)));
        assertEquals(Optional.empty(), failure(admin, 5_000));
        other.clock().jump(400 * 24 * HOUR_MS);
        world.cut(inviter, joiner);
        CompletionStage<Party> joined = joiner.node().join(code(HOUR_MS));
        joiner.node().connect(other.address());
        assertEquals(Optional.empty(), failure(joined, 5_000));
        world.rejoin();
        assertEquals(Optional.empty(), failure(joined, 20_000));
        assertEquals(3, party.members().size());
    }

    // founder ─┬─ x enters and creates an item
    //          │           one code for both, and neither admin hears of the other
    // admin   ─┴─ y enters and creates an item
    //
    // Who was a member all along is decided when the admins hear of each other. Until then each shows what its newcomer
    // wrote; the one who admitted the other starts anew, and shows what everybody shows (P1).
    @Test
    void whoAdmittedTheOneThatIsNoMemberAfterAllStartsAnew() {
        for (int seed = 0; seed < 6; seed++) {
            World world = new World(300 + seed, 4, new KeyedHashSignatures());
            SimNode founder = world.node(0);
            SimNode admin = world.node(1);
            Party party = world.await(founder.node().create("a party"));
            world.await(admin.node().join(world.await(party.invite(Role.ADMIN, HOUR_MS))));
            String code = world.await(party.invite(3 * World.CLOCK_ERROR_MS)); // valid by everybody's clock
            world.time().pass(5_000);
            Runnable together = world.cutOff(List.of(founder, world.node(2)));
            world.node(3).node().connect(admin.address());
            for (SimNode newcomer : List.of(world.node(2), world.node(3))) {
                Party entered = world.await(newcomer.node().join(code));
                world.await(entered.write(batch -> batch.create(ObjectItem.TYPE, ItemId.ROOT))
                        .durable());
            }
            world.time().pass(5_000);
            for (SimNode node : List.of(founder, admin)) {
                assertEquals(1, items(node).size(), "seed " + seed + ": " + node + " has one newcomer's item");
            }
            together.run();
            world.time().pass(60_000);
            assertEquals(1, items(founder).size(), "seed " + seed);
            assertEquals(items(founder), items(admin), "seed " + seed);
            assertEquals(3, party.members().size(), "seed " + seed);
            assertEquals(party.members(), admin.party().orElseThrow().members(), "seed " + seed);
        }
    }

    private static List<ItemId> items(SimNode node) {
        return node.party().orElseThrow().view().children(ItemId.ROOT).stream()
                .map(Item::id)
                .toList();
    }

    /** Inviter and joiner dial each other, so that the joiner asks in two sessions, now and then at the same time. */
    @Test
    void aDeviceThatAsksInTwoSessionsAtATimeIsAdmittedOnce() {
        for (int ms = 0; ms < 60; ms++) {
            World world = new World(200, 2, new KeyedHashSignatures());
            SimNode inviter = world.node(0);
            SimNode joiner = world.node(1);
            world.network().link(joiner.name(), inviter.name(), new Link(10, 0, 0, 1_000));
            world.network().link(inviter.name(), joiner.name(), new Link(10, 0, 0, 1_000));
            Party party = world.await(inviter.node().create("a party"));
            String code = world.await(party.invite(HOUR_MS));
            CompletionStage<Party> joined = joiner.node().join(code);
            world.time().pass(ms);
            inviter.node().connect(joiner.address());
            world.await(joined);
            world.time().pass(1_000);
            assertEquals(List.of(), party.status().refused(), "dialled after " + ms + " ms");
        }
    }
}
