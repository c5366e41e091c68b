package echo.simulation.command;

import echo.simulation.fault.Fault;
import echo.simulation.fault.Faults;
import echo.simulation.run.Plan;
import echo.simulation.run.Play;
import echo.simulation.run.Verdict;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * What {@code echodb simulate} runs, on arguments that are checked already: {@code PEERS WRITES SEED FAULTS}, the last of which are
 * kinds with commas between, {@code all} or {@code none}. Exit code 0 if all promises held, 1 if not, 2 for an unknown kind.
 */
public final class Simulate {
    private static final int COLUMNS = 90;
    private static final int USAGE = 2;

    private final PrintStream out;

    private Simulate(PrintStream out) {
        this.out = out;
    }

    /** Does what {@code args} say; see the class. */
    public static int run(String[] args) {
        List<Fault> faults = new ArrayList<>();
        StringTokenizer kinds = new StringTokenizer(args[3], ",");
        while (kinds.hasMoreTokens()) {
            String kind = kinds.nextToken();
            if (kind.equals("all")) {
                faults.addAll(Faults.all());
            } else if (!kind.equals("none") && !add(kind, faults)) {
                return USAGE;
            }
        }
        if (!faults.isEmpty()) {
            faults.addAll(Faults.MENDING);
        }
        Plan plan = Plan.of(Long.parseLong(args[2]), Integer.parseInt(args[0]), Integer.parseInt(args[1]), faults);
        return new Simulate(System.out).show(Play.told(plan)) ? 0 : 1;
    }

    private static boolean add(String kind, List<Fault> faults) {
        Optional<Fault> fault = Faults.named(kind);
        fault.ifPresentOrElse(faults::add, () -> {
            String all =
                    String.join(", ", Faults.all().stream().map(Fault::name).toList());
            System.err.println("echodb: there is no kind of fault '" + kind + "'; there are all, none, " + all);
        });
        return fault.isPresent();
    }

    private boolean show(Verdict verdict) {
        out.println("ECHO simulates " + verdict.plan());
        new Picture(verdict.lines(), COLUMNS).lines().forEach(out::println);
        out.printf(
                Locale.ROOT,
                "%,d writes sealed in %,d runs; %,d runs taken from peers, %,d times something was late; %,d sessions ended%n",
                verdict.counts().getOrDefault("intend: intended", 0L),
                verdict.counts().getOrDefault("seal: sealed", 0L),
                verdict.counts().getOrDefault("verify: verified", 0L),
                verdict.counts().getOrDefault("apply: rewound", 0L),
                verdict.counts().getOrDefault("share: session ended", 0L));
        out.println(verdict.failure().orElse("All promises held; in the end all nodes showed the same."));
        return verdict.failure().isEmpty();
    }
}
