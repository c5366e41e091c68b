package echo.simulation.fault.party;

import echo.api.FeedKey;
import echo.api.PartyKey;
import echo.api.feed.FeedStore;
import echo.simulation.disk.MemoryDisk;
import echo.simulation.disk.Survival;
import echo.simulation.fault.Fault;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import echo.storage.file.FileStorage;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A member's device, in the hands of somebody who has its keys, writes what no honest one would into its own feeds, and goes on
 * talking to its peers. From then on nothing is expected of that device itself.
 *
 * @param most how many lies are told at a time, at most
 */
public record Lie(int most) implements Fault {
    private static final long LONGEST_MS = 10_000;

    @Override
    public String name() {
        return "lie";
    }

    @Override
    public boolean strike(World world, SplittableRandom random) {
        Optional<SimNode> liar =
                world.expectations().liar().filter(node -> node.party().isPresent());
        liar.ifPresent(node -> lie(world, node, random.split()));
        return liar.isPresent();
    }

    private void lie(World world, SimNode liar, SplittableRandom random) {
        PartyKey party = liar.party().orElseThrow().key();
        liar.crash(Survival.ALL);
        world.expectations().distrust(liar);
        if (random.nextInt(4) == 0) {
            fork(world, liar, party, random);
        } else {
            forge(world, liar, party, random);
            world.start(liar);
        }
    }

    private void forge(World world, SimNode liar, PartyKey party, SplittableRandom random) {
        try (FileStorage storage = FileStorage.open(liar.disk(), random, notice -> {});
                FeedStore store = storage.open(party)) {
            for (int left = 1 + random.nextInt(most); left > 0; left--) {
                world.trace().count("lie: " + forge(world, liar, party, store, random));
            }
            store.force();
        }
    }

    /** Does what this device may not, or what none may; gives what. */
    private static String forge(World world, SimNode liar, PartyKey party, FeedStore store, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            return new Pretension(party, liar, world, random).write(store);
        }
        Forgery forgery = new Forgery(party, liar.dataKey(party), store, random);
        if (world.admissions().mayWrite(liar)) {
            return forgery.next();
        }
        forgery.honest();
        return "reader";
    }

    /** Writes one thing, tells it around, and then another in its place. */
    private static void fork(World world, SimNode liar, PartyKey party, SplittableRandom random) {
        world.trace().count("lie: fork");
        world.expectations().fork(new FeedKey(liar.dataKey(party).publicKey()));
        MemoryDisk other = liar.disk().image(Survival.ALL);
        write(liar, liar.disk(), party, random, 1);
        write(liar, other, party, random, 1 + random.nextInt(3));
        world.start(liar);
        world.endAfter(random.nextLong(LONGEST_MS), () -> {
            if (liar.isUp()) {
                liar.crash(Survival.ALL);
            }
            if (liar.isDown()) {
                liar.setBack(other);
                world.start(liar);
            }
        });
    }

    private static void write(SimNode liar, MemoryDisk disk, PartyKey party, SplittableRandom random, int blocks) {
        try (FileStorage storage = FileStorage.open(disk, random, notice -> {});
                FeedStore store = storage.open(party)) {
            for (int i = 0; i < blocks; i++) {
                new Forgery(party, liar.dataKey(party), store, random).honest();
            }
            store.force();
        }
    }
}
