package echo.bench.workload.party;

import echo.api.FeedKey;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.bench.workload.Bare;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The party state machine over a large party. That signatures are true is known already, as it is at every folding but the first;
 * beside: what it costs to check them all, one after the other.
 */
public final class PartyControl implements Workload {
    private static final int WARM_UPS = 10;
    private static final int RUNS = 9;
    private static final int MEMBERS = 1_000;
    private static final int MESSAGES = 10_000;
    private static final int STEPS = 1_000;
    private static final int MANY_MEMBERS = 10_000;
    private static final int WITH_FEEDS = 2_000;
    private static final int CHECKS = 100_000;
    private static final int CHECKED = 2_000;
    private static final double NS_PER_MS = 1e6;
    private static final double NS_PER_US = 1e3;

    private final String name;
    private final String says;
    private final String unit;
    private final Supplier<ControlHistory> history;
    private final ToDoubleFunction<Prepared> run;

    /** What each run starts from. */
    private record Prepared(ControlHistory history, PartyStateMachine machine) {}

    private PartyControl(
            String name, String says, String unit, Supplier<ControlHistory> history, ToDoubleFunction<Prepared> run) {
        this.name = name;
        this.says = says;
        this.unit = unit;
        this.history = history;
        this.run = run;
    }

    /** All messages, from nothing. In ms. */
    public static Workload scratch() {
        return new PartyControl(
                "party.scratch",
                "the state of a party of 1,000 members from 10,000 control messages; ms",
                "ms",
                () -> new ControlHistory(MEMBERS, MEMBERS, MESSAGES),
                prepared -> {
                    long startNs = System.nanoTime();
                    prepared.history().log(prepared.machine(), MESSAGES);
                    return (System.nanoTime() - startNs) / NS_PER_MS;
                });
    }

    /** One message more. In µs. */
    public static Workload step() {
        return new PartyControl(
                "party.step",
                "one statement more in a party of 1,000 members and 10,000 control messages; us",
                "us",
                () -> new ControlHistory(MEMBERS, MEMBERS, MESSAGES + STEPS),
                prepared -> {
                    ControlLog log = prepared.history().log(prepared.machine(), MESSAGES);
                    long startNs = System.nanoTime();
                    prepared.history().add(log, MESSAGES, MESSAGES + STEPS);
                    return (System.nanoTime() - startNs) / NS_PER_US / STEPS;
                });
    }

    /** Whether a block counts. In µs. */
    public static Workload check() {
        return new PartyControl(
                "party.check",
                "whether a data block's writer may write it, in a party of 10,000 members; us",
                "us",
                () -> new ControlHistory(WITH_FEEDS, MANY_MEMBERS, MANY_MEMBERS),
                PartyControl::checks);
    }

    private static double checks(Prepared prepared) {
        PartyState state =
                prepared.history().log(prepared.machine(), MANY_MEMBERS).state();
        List<FeedKey> feeds = new ArrayList<>();
        for (int i = 0; i < WITH_FEEDS / 2; i++) {
            feeds.add(prepared.history().somebody(i).data());
        }
        long counted = 0;
        long startNs = System.nanoTime();
        for (int i = 0; i < CHECKS; i++) {
            counted += state.counts(feeds.get(i % feeds.size()), i) ? 1 : 0;
        }
        double us = (System.nanoTime() - startNs) / NS_PER_US / CHECKS;
        if (counted != CHECKS) {
            throw new IllegalStateException(counted + " of " + CHECKS + " blocks count");
        }
        return us;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String says() {
        return says;
    }

    @Override
    public Figure measure(Path scratch) {
        ControlHistory told = history.get();
        Prepared prepared = new Prepared(told, told.machine());
        List<Double> runs = new ArrayList<>();
        for (int i = -WARM_UPS; i < RUNS; i++) {
            double value = run.applyAsDouble(prepared);
            if (i >= 0) {
                runs.add(value);
            }
        }
        double checkMs = Bare.verifications(CHECKED).percentileMs(50);
        return new Figure(name, unit, runs, Map.of("bare_checks_of_all_signatures_ms", checkMs * told.signatures()));
    }
}
