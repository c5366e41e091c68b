package echo.simulation.planted;

import java.io.RandomAccessFile;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One class for each way to break a rule. */
@SuppressWarnings("all")
public final class Sins {
    private Sins() {}

    public static class ReadsTheClock {
        long now() {
            return System.currentTimeMillis();
        }
    }

    public static class MeasuresTime {
        Supplier<Long> clock() {
            return System::nanoTime;
        }
    }

    public static class AsksTheTime {
        Instant now() {
            return Instant.now();
        }
    }

    public static class StartsAThread {
        Object thread() {
            return new Thread(() -> {});
        }
    }

    public static class BorrowsThreads {
        Object pool() {
            return Executors.newSingleThreadExecutor();
        }
    }

    public static class Locks {
        Object lock() {
            return new ReentrantLock();
        }
    }

    public static class GoesAsync {
        Object later() {
            return CompletableFuture.supplyAsync(() -> 1);
        }
    }

    public static class SharesItsWork {
        long count(List<String> list) {
            return list.parallelStream().count();
        }
    }

    public static class RollsDice {
        int roll() {
            return new Random().nextInt();
        }
    }

    public static class DrawsAName {
        Object name() {
            return UUID.randomUUID();
        }
    }

    public static class TossesACoin {
        double toss() {
            return Math.random();
        }
    }

    public static class OpensAFile {
        Object open() throws Exception {
            return new RandomAccessFile("x", "r");
        }
    }

    public static class ReadsAFile {
        Object read() throws Exception {
            return Files.readString(Path.of("x"));
        }
    }

    public static class NamesASocket {
        Object socket() {
            return new InetSocketAddress(1);
        }
    }

    public static class HashesKeys {
        Object map() {
            return new HashMap<String, String>();
        }
    }

    public static class HashesIdentities {
        Object map() {
            return new IdentityHashMap<String, String>();
        }
    }

    public static class ShufflesASet {
        Object set() {
            return Set.of(1, 2);
        }
    }

    public static class ShufflesAMap {
        Object map() {
            return Map.copyOf(Map.of(1, 2));
        }
    }

    public static class CollectsInHashOrder {
        Object set(Collection<String> strings) {
            return strings.stream().collect(Collectors.toSet());
        }
    }

    public static class AsksForIdentity {
        int identity() {
            return System.identityHashCode(this);
        }
    }

    public static class Logs {
        Object logger() {
            return System.getLogger("x");
        }
    }

    public static class Prints {
        void print() {
            System.out.println();
        }
    }
}
