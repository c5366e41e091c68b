package echo.simulation.bugs;

import echo.replication.PeerId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import net.bytebuddy.asm.Advice;

/** Mistakes in replication: who is asked for what, and when. */
@SuppressWarnings("UnusedVariable") // what advices assign is read in the code that they are woven into
final class SyncBugs {
    private static final String PEER = "echo.replication.PeerSync";
    private static final String REPLICATOR = "echo.replication.Replicator";

    private SyncBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "a want outlives the peer that left",
                        "P1",
                        "The want stays noted after the session's end, and no other peer is asked.",
                        Change.leaveOut(REPLICATOR, "handle", "removeIf")),
                new PlantedBug(
                        "credit is never given back",
                        "P1",
                        "After two megabytes nothing more is wanted of a peer.",
                        Change.advise(PEER, "answer", CreditKept.class)),
                new PlantedBug(
                        "an offer goes to the first peer alone",
                        "P1",
                        "Peers are told nothing that the first of them does not tell them.",
                        Change.replace(REPLICATOR, "offer", "values", FirstPeer.class)),
                new PlantedBug(
                        "a feed that was postponed is never wanted again",
                        "P1",
                        "Blocks that came while the disk failed are not asked for once it works.",
                        Change.leaveOut(REPLICATOR, "handle", "clear")),
                new PlantedBug(
                        "hash order leaks into what is sent",
                        "P7",
                        "Feeds are wanted in the order of a hash table, which is another one in each run.",
                        Change.advise(REPLICATOR, "<init>", HashTable.class)),
                new PlantedBug(
                        "a want never expires",
                        "P1",
                        "A peer that is connected and silent keeps the feed from all that would answer.",
                        Change.skip(REPLICATOR, "dropSilent")));
    }

    static final class CreditKept {
        private CreditKept() {}

        @Advice.OnMethodEnter
        static int enter(@Advice.FieldValue("credit") int credit) {
            return credit;
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Enter int before, @Advice.FieldValue(value = "credit", readOnly = false) int credit) {
            credit = before;
        }
    }

    public static final class FirstPeer {
        private FirstPeer() {}

        public static Collection<?> first(Map<?, ?> peers) {
            return peers.values().stream().limit(1).toList();
        }
    }

    static final class HashTable {
        private HashTable() {}

        @Advice.OnMethodExit
        static void exit(@Advice.FieldValue(value = "peers", readOnly = false) Map<PeerId, ?> peers) {
            peers = new HashOrdered<>();
        }
    }
}
