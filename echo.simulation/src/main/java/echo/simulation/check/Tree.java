package echo.simulation.check;

import echo.api.ItemId;
import echo.api.party.Item;
import echo.api.party.View;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeSet;

/** P1, DESIGN §4: the items are a tree: who goes down from the root meets every item once, and each names the one above it. */
final class Tree implements Checker {
    private static final int EVERY = 64;

    private final World world;
    private long seen;

    Tree(World world) {
        this.world = world;
    }

    @Override
    public void published(SimNode node, View view) {
        if (seen++ % EVERY == 0) {
            check(node, view);
        }
    }

    @Override
    public void settled() {
        world.expectations().trusted().forEach(node -> node.party().ifPresent(party -> check(node, party.view())));
    }

    private void check(SimNode node, View view) {
        TreeSet<ItemId> met = new TreeSet<>();
        Deque<ItemId> open = new ArrayDeque<>();
        open.push(ItemId.ROOT);
        while (!open.isEmpty()) {
            ItemId parent = open.pop();
            for (Item child : view.children(parent)) {
                if (!met.add(child.id()) || !child.parent().equals(parent)) {
                    world.complain("P1", node + " shows item " + child.id() + " in two places, or in the wrong one");
                    return;
                }
                open.push(child.id());
            }
        }
        if (view.size() != met.size()) {
            world.complain("P4", node + " says " + view.size() + " items and shows " + met.size());
        }
    }
}
