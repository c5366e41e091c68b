package echo.simulation.world;

import echo.api.party.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who joins the party, as what, and at whose invitation. The first node starts it; in some worlds the second is an admin too, and
 * in some the one that may turn out to lie is a reader.
 *
 * <p>One thread.
 */
public final class Admissions {
    private static final int MOST_CODES = 5;
    private static final long HOUR_MS = 3_600_000;

    private final World world;
    private final Map<SimNode, Role> invited = new LinkedHashMap<>();
    private final Map<SimNode, SimNode> brought = new LinkedHashMap<>();
    private boolean shared;
    private Optional<SimNode> silenced = Optional.empty();

    Admissions(World world) {
        this.world = world;
    }

    /** The first node starts a party, and all others join it with codes. */
    void assemble() {
        world.await(world.node(0).node().create("simulated"));
        shared = world.nodes().size() > 2 && world.random().nextInt(3) == 0;
        silenced = world.expectations().liar().filter(liar -> world.random().nextInt(6) == 0);
        for (SimNode joiner : world.nodes().subList(1, world.nodes().size())) {
            letIn(joiner, role(joiner));
        }
    }

    private Role role(SimNode joiner) {
        if (isAdmin(joiner)) {
            return Role.ADMIN;
        }
        return mayWrite(joiner) ? Role.WRITER : Role.READER;
    }

    /** Has {@code joiner} join; on a bad line it may have to ask more than once, each time with a code of its own. */
    private void letIn(SimNode joiner, Role role) {
        for (int left = MOST_CODES; joiner.party().isEmpty(); left--) {
            String code = world.await(world.node(0).party().orElseThrow().invite(role, HOUR_MS));
            try {
                world.await(joiner.node().join(code));
            } catch (IllegalStateException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    /** Whether {@code node} is to be more than a reader. */
    public boolean mayWrite(SimNode node) {
        return silenced.filter(node::equals).isEmpty() && invited.get(node) != Role.READER;
    }

    /** Whether {@code node}'s member decides who belongs. */
    boolean isAdmin(SimNode node) {
        return node == world.node(0) || (shared && node == world.node(1));
    }

    /** Whether there are two admins, who may not know at once what the other does. */
    public boolean isShared() {
        return shared && !world.expectations().isGone(world.node(1));
    }

    /**
     * An admin's node, if it is up, invites {@code joiner}, which asks to be admitted as {@code role}; nobody waits for it. Where
     * there are two admins both may admit it, and what one of them states is void.
     */
    public void invite(SimNode joiner, Role role) {
        invite(joiner, role, world.node(isShared() ? world.random().nextInt(2) : 0));
    }

    /** As {@link #invite(SimNode, Role)}, and {@code admin} invites. */
    public void invite(SimNode joiner, Role role, SimNode admin) {
        invited.put(joiner, role);
        if (isShared()) {
            world.expectations().contest(joiner);
        }
        admin.party()
                .ifPresent(party -> party.invite(role, HOUR_MS).whenComplete((code, failure) -> {
                    if (code != null && joiner.isUp() && joiner.party().isEmpty()) {
                        joiner.node().join(code);
                    }
                }));
    }

    /** A node of the first ones whose member is no admin, and neither lies nor is removed, if there is one. */
    public Optional<SimNode> plainWriter() {
        int before = world.settings().peers() - 2;
        return before < 1 ? Optional.empty() : Optional.of(world.node(before)).filter(node -> !isAdmin(node));
    }

    /** {@code device}, which has the key of the member of {@code writer}, asks to be let in by it; nobody waits for it. */
    public void bring(SimNode device, SimNode writer) {
        invited.put(device, Role.WRITER);
        brought.put(device, writer);
        writer.party()
                .ifPresent(party -> party.where().whenComplete((code, failure) -> {
                    if (code != null && device.isUp() && device.party().isEmpty()) {
                        device.node().join(code);
                    }
                }));
    }

    /** Who waits outside is invited once more. */
    void inviteAgain(SimNode joiner) {
        if (brought.containsKey(joiner)) {
            bring(joiner, brought.get(joiner));
        } else {
            invite(joiner, invited.getOrDefault(joiner, Role.WRITER));
        }
    }

    /** Whether {@code node} was invited by {@link #invite}. */
    public boolean wasInvited(SimNode node) {
        return invited.containsKey(node);
    }
}
