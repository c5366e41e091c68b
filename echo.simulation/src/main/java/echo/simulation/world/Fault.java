package echo.simulation.world;

import java.util.List;
import java.util.SplittableRandom;

/** What can go wrong in a world; each kind is on or off for a whole run, so that kinds also occur alone. */
public enum Fault {
    /** A group of nodes is cut off from the rest. */
    PARTITION {
        @Override
        void strike(World world) {
            List<SimNode> nodes = world.nodes();
            int size = 1 + world.random().nextInt(nodes.size() - 1);
            world.network()
                    .partition(nodes.stream().limit(size).map(SimNode::name).toList());
        }
    },
    /** Frames pass one way only between two nodes. */
    ONE_WAY {
        @Override
        void strike(World world) {
            world.network().cut(any(world).name(), any(world).name());
        }
    },
    /** A connection breaks in mid-frame. */
    RESET {
        @Override
        void strike(World world) {
            world.network().resetAny();
        }
    },
    /** All cuts end. */
    HEAL {
        @Override
        void strike(World world) {
            world.network().heal();
        }
    },
    /** A node loses power; some of what it had not forced is gone. */
    CRASH {
        @Override
        void strike(World world) {
            SimNode node = any(world);
            if (node.isUp()) {
                world.crash(node);
            }
        }
    },
    /** A node that is down boots. */
    RESTART {
        @Override
        void strike(World world) {
            SimNode node = any(world);
            if (!node.isUp()) {
                node.start();
                world.connectToOthers(node);
            }
        }
    },
    /** A node's disk fails at its next force. */
    FORCE_FAILS {
        @Override
        void strike(World world) {
            any(world).disk().faults().failForceAfter(0);
        }
    };

    abstract void strike(World world);

    /** A random choice of kinds: each is in with an even chance. What mends is always in. */
    static List<Fault> swarm(SplittableRandom random) {
        return List.of(values()).stream()
                .filter(fault -> fault == HEAL || fault == RESTART || random.nextBoolean())
                .toList();
    }

    private static SimNode any(World world) {
        return world.node(world.random().nextInt(world.nodes().size()));
    }
}
