package echo.simulation.run;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.simulation.check.Checker;
import echo.simulation.check.Checkers;
import echo.simulation.check.Thrown;
import echo.simulation.world.SimNode;
import echo.simulation.world.Trace;
import echo.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Carries out a plan: first people write while things go wrong (safety), then all faults end and the world must come to rest
 * (liveness). Checkers watch all the while.
 *
 * <p>One thread.
 */
public final class Play {
    /** After the faults a store that had failed may take so long until it is opened again. */
    private static final long SET_BACK_MS = 20_000;

    private static final long REOPENED_MS = 10_000;

    static final String PROMISE_OF_REPLAY = "P7";

    private final Plan plan;
    private final World world;
    private final Workload workload;
    private final List<Checker> checkers;

    /** All faults have ended: nothing excuses a failure any more. */
    private boolean healed;

    private Play(Plan plan, Usage usage, boolean tells) {
        this.plan = plan;
        this.workload = usage.workload().get();
        this.world = plan.world(usage.models(), tells);
        this.checkers = Checkers.watch(world);
    }

    /** What comes of {@code plan}. */
    public static Verdict of(Plan plan) {
        return of(plan, Usage.EVERYDAY);
    }

    /** What comes of {@code plan} in a party that is used as {@code usage} says. */
    public static Verdict of(Plan plan, Usage usage) {
        return new Play(plan, usage, false).play();
    }

    /** What comes of {@code plan}, told step by step. */
    public static Verdict told(Plan plan) {
        return told(plan, Usage.EVERYDAY);
    }

    /** What comes of {@code plan} in a party that is used as {@code usage} says, told step by step. */
    public static Verdict told(Plan plan, Usage usage) {
        return new Play(plan, usage, true).play();
    }

    /** What comes of {@code plan}, played twice: both plays must leave the same trace (P7). */
    public static Verdict twice(Plan plan) {
        Verdict verdict = of(plan);
        if (verdict.failure().isPresent() || verdict.trace().equals(of(plan).trace())) {
            return verdict;
        }
        return verdict.failing(PROMISE_OF_REPLAY + ": played twice, it leaves two traces; "
                + parting(told(plan).lines(), told(plan).lines()));
    }

    /** Where two tales of one plan part. */
    private static String parting(List<Trace.Line> one, List<Trace.Line> other) {
        int common = 0;
        while (common < Math.min(one.size(), other.size()) && one.get(common).equals(other.get(common))) {
            common++;
        }
        if (common == one.size() && common == other.size()) {
            return "what is told of both is the same";
        }
        return "after " + common + " lines the one goes on with " + line(one, common) + ", the other with "
                + line(other, common);
    }

    private static String line(List<Trace.Line> lines, int index) {
        return index < lines.size() ? lines.get(index).toString() : "nothing";
    }

    private Verdict play() {
        Optional<String> failure;
        try {
            world.assemble();
            world.connectAll();
            disturb();
            if (world.complaints().isEmpty()) {
                rest();
            }
            world.nodes()
                    .forEach(node -> node.party()
                            .ifPresent(party -> world.trace()
                                    .content(party.view().stateHash().bytes())));
            failure = world.complaints().stream().findFirst();
        } catch (RuntimeException | Error e) {
            failure = Optional.of("P3: the world ended with " + Thrown.text(e));
        }
        failure.ifPresent(text -> world.trace().content(Bytes.utf8(text)));
        return new Verdict(
                plan,
                failure,
                world.trace().hash(),
                world.trace().counts(),
                world.trace().lines(),
                world.time().nowMs(),
                world.events());
    }

    private void disturb() {
        for (Step step : plan.steps()) {
            world.pass(step.pauseMs());
            if (!world.complaints().isEmpty()) {
                return;
            }
            SplittableRandom random = new SplittableRandom(step.seed());
            step.fault()
                    .ifPresentOrElse(
                            fault -> {
                                world.trace().note("", "fault", "strike", fault::name);
                                boolean struck = fault.strike(world, random);
                                world.trace().count((struck ? "fault: " : "in vain: ") + fault.name());
                            },
                            () -> write(world.any(random), random));
        }
    }

    private void write(SimNode node, SplittableRandom random) {
        Optional<Party> party = node.party();
        if (party.isEmpty()
                || !world.expectations().trusts(node)
                || !world.backups().isWhole(node)) {
            return;
        }
        try {
            CompletionStage<Timeframe> durable = party.get()
                    .write(batch -> workload.write(party.get(), batch, random))
                    .durable();
            world.ask(node, durable);
            durable.whenComplete((written, failure) -> heard(node, written, failure));
        } catch (EchoException e) {
            failed(node, "write impossible", e); // no model, say
        }
    }

    private void heard(SimNode node, @Nullable Timeframe written, @Nullable Throwable failure) {
        if (written != null) {
            world.acknowledge(node, written);
        } else if (failure instanceof EchoException) {
            failed(node, "write failed", failure);
        } else {
            world.complain("P4", "a receipt of " + node + " failed with " + failure);
        }
    }

    private void failed(SimNode node, String how, Throwable failure) {
        if (healed && world.admissions().mayWrite(node) && world.expectations().belongs(node)) {
            world.complain("P4", "with all faults mended " + node + " cannot write: " + failure.getMessage());
        }
        world.trace().count(how);
    }

    /** All faults end, and everybody writes once more. */
    private void rest() {
        world.heal();
        world.pass(REOPENED_MS);
        if (world.backups().strikeAtLast()) {
            world.pass(SET_BACK_MS);
            world.heal();
            world.pass(REOPENED_MS);
        }
        healed = true;
        SplittableRandom random = new SplittableRandom(plan.seed());
        world.nodes().forEach(node -> write(node, random));
        checkers.forEach(Checker::settled);
    }
}
