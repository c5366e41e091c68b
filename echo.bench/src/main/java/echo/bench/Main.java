package echo.bench;

import echo.bench.core.OrderApply;
import echo.bench.core.TreeMoves;
import echo.bench.measure.Workload;
import echo.bench.workload.ItemsMemory;
import echo.bench.workload.LiveLatency;
import echo.bench.workload.NodeStart;
import echo.bench.workload.OrderIngest;
import echo.bench.workload.OrderReady;
import echo.bench.workload.QueryIndexed;
import echo.bench.workload.QueryLive;
import echo.bench.workload.feed.FeedAppend;
import echo.bench.workload.feed.FeedAppendWaiting;
import echo.bench.workload.feed.FeedReplicate;
import echo.bench.workload.feed.FeedVerify;
import echo.bench.workload.feed.SealCost;
import echo.bench.workload.feed.StoreBytes;
import echo.bench.workload.feed.StoreOpen;
import echo.bench.workload.party.PartyControl;
import echo.bench.workload.party.PartyJoin;
import echo.bench.workload.sim.OrderHeal;
import echo.bench.workload.sim.SimEvents;
import echo.bench.workload.sim.SimSeeds;
import echo.bench.workload.text.TextFriends;
import echo.bench.workload.text.TextKey;
import echo.bench.workload.text.TextLoad;
import echo.bench.workload.text.TextTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code bench list} names the workloads; {@code bench NAME…} runs some, and prints a line of JSON for each. */
public final class Main {
    private static final int USAGE = 2;

    private Main() {}

    public static void main(String[] args) throws Exception {
        List<Workload> all = workloads();
        if (args.length == 0 || args[0].equals("list") || args[0].equals("--help")) {
            System.out.println("./bench NAME... measures and prints a line of JSON for each:");
            all.forEach(workload -> System.out.printf("  %-20s %s%n", workload.name(), workload.says()));
            return;
        }
        for (String name : args) {
            Optional<Workload> workload =
                    all.stream().filter(it -> it.name().equals(name)).findFirst();
            if (workload.isEmpty()) {
                System.err.println("bench: there is no workload '" + name + "'; see ./bench list");
                System.exit(USAGE);
            }
            run(workload.orElseThrow());
        }
        System.exit(0);
    }

    private static List<Workload> workloads() {
        Path root = Path.of(System.getProperty("echo.root", ".")).toAbsolutePath();
        return List.of(
                new LiveLatency(),
                new NodeStart(root),
                new FeedAppend(),
                FeedAppendWaiting.waiters(),
                FeedAppendWaiting.single(),
                new FeedVerify(),
                FeedReplicate.one(),
                FeedReplicate.many(),
                new SealCost(),
                new StoreOpen(),
                new StoreBytes(),
                PartyControl.scratch(),
                PartyControl.step(),
                PartyControl.check(),
                new PartyJoin(),
                new OrderReady(),
                new OrderIngest(),
                new OrderApply(),
                TreeMoves.inOrder(),
                TreeMoves.late(),
                new ItemsMemory(),
                new OrderHeal(),
                new SimEvents(),
                new SimSeeds(),
                new QueryIndexed(),
                new QueryLive(),
                new TextTrace(),
                new TextLoad(),
                new TextFriends(root),
                new TextKey());
    }

    private static void run(Workload workload) throws Exception {
        Path scratch = Files.createTempDirectory("echo-bench");
        try {
            System.out.println(workload.measure(scratch).toJson());
        } finally {
            delete(scratch);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
