package echo.simulation.command;

import echo.simulation.run.Campaign;
import echo.simulation.run.Plan;
import echo.simulation.run.Play;
import echo.simulation.run.Shrinker;
import echo.simulation.run.Sometimes;
import echo.simulation.run.Verdict;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.function.LongPredicate;

/**
 * What {@code ./check} runs: {@code seeds FIRST COUNT}, {@code campaign MINUTES FIRST}, {@code seed N} or {@code traces}. The last
 * line is a sum; exit code 1 if a promise was broken or something was never seen.
 */
public final class Worlds {
    private static final double HOUR_MS = 3_600_000;
    private static final double YEAR_HOURS = 24 * 365.25;
    private static final long MINUTE_NS = 60_000_000_000L;
    /** So many worlds must have seen everything. */
    private static final int STANDARD = 200;

    private static final int SHRINKING = 300;
    private static final int SHRUNK = 3;
    private static final int TAIL = 400;

    private final PrintStream out;

    private Worlds(PrintStream out) {
        this.out = out;
    }

    /** Does what {@code args} say; see the class. */
    public static void main(String[] args) {
        Worlds worlds = new Worlds(System.out);
        boolean sound = switch (args[0]) {
            case "seed" -> worlds.tell(Long.parseLong(args[1]));
            case "seeds" -> {
                long first = Long.parseLong(args[1]);
                long end = first + Long.parseLong(args[2]);
                yield worlds.judge(first, seed -> seed < end);
            }
            case "campaign" -> {
                long endNs = System.nanoTime() + Long.parseLong(args[1]) * MINUTE_NS;
                yield worlds.judge(Long.parseLong(args[2]), seed -> System.nanoTime() < endNs);
            }
            case "traces" -> worlds.trace();
            default -> throw new IllegalArgumentException("'" + args[0] + "' is not seed, seeds, campaign or traces");
        };
        System.exit(sound ? 0 : 1);
    }

    private boolean judge(long first, LongPredicate goesOn) {
        long startNs = System.nanoTime();
        Campaign campaign = new Campaign();
        campaign.play(first, goesOn);
        double seconds = (System.nanoTime() - startNs) / 1e9;
        campaign.counts().forEach((kind, count) -> out.printf(Locale.ROOT, "%,14d  %s%n", count, kind));
        List<Verdict> failures = campaign.failures();
        for (Verdict failure : failures) {
            out.println(failure.plan());
            out.println("    " + failure.failure().orElseThrow());
        }
        failures.stream().limit(SHRUNK).forEach(this::shrink);
        List<String> missing = Sometimes.missing(campaign.counts());
        boolean seenAll = missing.isEmpty() || campaign.played() < STANDARD;
        if (!seenAll) {
            out.println("never seen: " + missing);
        }
        out.println(traces(campaign));
        double hours = campaign.simulatedMs() / HOUR_MS;
        out.printf(
                Locale.ROOT,
                "%,d worlds from seed %d on: %d failed; %.2f simulated years, %,d events, %d played twice, %d of %d kinds seen, %.0f s%n",
                campaign.played(),
                first,
                failures.size(),
                hours / YEAR_HOURS,
                campaign.events(),
                campaign.repeated(),
                Sometimes.kinds().size() - missing.size(),
                Sometimes.kinds().size(),
                seconds);
        return failures.isEmpty() && seenAll;
    }

    private static String traces(Campaign campaign) {
        return "traces " + campaign.traces();
    }

    /** Plays the first worlds, and prints what a run of many, elsewhere, says of the same. */
    private boolean trace() {
        Campaign campaign = new Campaign();
        campaign.play(1, seed -> seed <= Campaign.TRACED);
        out.println(traces(campaign));
        return true;
    }

    private void shrink(Verdict failure) {
        Verdict smallest = Shrinker.shrink(failure, SHRINKING);
        Verdict told = Play.told(smallest.plan());
        out.println("--- seed " + failure.plan().seed() + ", made smaller: " + smallest.plan());
        out.println("    " + smallest.plan().source());
        print(told, TAIL);
    }

    private boolean tell(long seed) {
        Verdict verdict = Play.told(Plan.of(seed));
        out.println(verdict.plan());
        out.println("trace " + verdict.trace());
        print(verdict, Integer.MAX_VALUE);
        return verdict.failure().isEmpty();
    }

    /** The last {@code most} lines of what happened, and what came of it. */
    private void print(Verdict verdict, int most) {
        List<String> lines = new LaneText().of(verdict.lines());
        out.println(lines.get(0));
        lines.subList(Math.max(1, lines.size() - most), lines.size()).forEach(out::println);
        out.println(verdict.failure().orElse("all promises held"));
    }
}
