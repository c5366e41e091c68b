package echo.simulation.check;

import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;

/** P4: every receipt is complete or has failed once all faults have ended, but for those that went with the power. */
final class Answered implements Checker {
    private final World world;
    private final Map<String, Set<CompletionStage<?>>> open = new TreeMap<>();

    Answered(World world) {
        this.world = world;
    }

    @Override
    public void asked(SimNode node, CompletionStage<?> receipt) {
        Set<CompletionStage<?>> waiting = open.computeIfAbsent(node.name(), name -> new LinkedHashSet<>());
        waiting.add(receipt);
        receipt.whenComplete((answer, failure) -> waiting.remove(receipt));
    }

    @Override
    public void crashed(SimNode node) {
        open.remove(node.name());
    }

    @Override
    public void settled() {
        open.forEach((node, waiting) -> {
            if (!waiting.isEmpty()) {
                world.complain("P4", node + " owes its user " + waiting.size() + " receipts");
            }
        });
    }
}
