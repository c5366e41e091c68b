package echo.simulation.run;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.simulation.check.Checker;
import echo.simulation.check.Checkers;
import echo.simulation.check.Thrown;
import echo.simulation.world.SimNode;
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
    private final Plan plan;
    private final World world;
    private final Workload workload = new EverydayWork();
    private final List<Checker> checkers;

    private Play(Plan plan, boolean tells) {
        this.plan = plan;
        this.world = plan.world(tells);
        this.checkers = Checkers.watch(world);
    }

    /** What comes of {@code plan}. */
    public static Verdict of(Plan plan) {
        return new Play(plan, false).play();
    }

    /** What comes of {@code plan}, told step by step. */
    public static Verdict told(Plan plan) {
        return new Play(plan, true).play();
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
            failure = world.complaints().stream().findFirst();
        } catch (RuntimeException | StackOverflowError e) {
            failure = Optional.of("P3: the world ended with " + Thrown.text(e));
        }
        world.nodes()
                .forEach(node -> node.party()
                        .ifPresent(party ->
                                world.trace().content(party.view().stateHash().bytes())));
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
                                world.trace().note("", "fault", "fault: " + fault.name(), fault::name);
                                fault.strike(world, random);
                            },
                            () -> write(world.any(random), random));
        }
    }

    private void write(SimNode node, SplittableRandom random) {
        Optional<Party> party = node.party();
        if (party.isEmpty() || !world.trusts(node) || !world.backups().isWhole(node)) {
            return;
        }
        try {
            CompletionStage<Timeframe> durable = party.get()
                    .write(batch -> workload.write(party.get(), batch, random))
                    .durable();
            world.ask(node, durable);
            durable.whenComplete((written, failure) -> heard(node, written, failure));
        } catch (EchoException e) {
            world.trace().count("write impossible"); // no model, say
        }
    }

    private void heard(SimNode node, @Nullable Timeframe written, @Nullable Throwable failure) {
        if (written != null) {
            world.acknowledge(node, written);
        } else if (failure instanceof EchoException) {
            world.trace().count("write failed");
        } else {
            world.complain("P4", "a receipt of " + node + " failed with " + failure);
        }
    }

    private void rest() {
        world.heal();
        checkers.forEach(Checker::settled);
    }
}
