package echo.simulation.run;

import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.crypto.AesGcmSealing;
import echo.crypto.Ed25519SignatureScheme;
import echo.crypto.jpake.JpakeExchanges;
import echo.crypto.noise.NoiseHandshakes;
import echo.crypto.noise.Suite;
import echo.node.Ports;
import echo.simulation.crypto.KeyedHashSignatures;
import echo.simulation.crypto.MixingCipher;
import echo.simulation.crypto.SmallGroupAgreement;
import echo.simulation.fault.Fault;
import echo.simulation.fault.Faults;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What is to happen in a world, drawn from a seed before it begins, so that parts of it can be left out and the rest stays.
 *
 * @param seed what everything follows from
 * @param peers nodes at the beginning, at least 2
 * @param realSignatures whether signatures and handshakes are the real ones, or fast twins of them
 * @param steps what happens, in order
 */
public record Plan(long seed, int peers, boolean realSignatures, List<Step> steps) {
    private static final long LONGEST_QUIET_MS = 6 * 3_600_000L;
    private static final int REAL_ONE_IN = 20;
    private static final Suite FAST = new Suite(new SmallGroupAgreement(), MixingCipher::new);

    public Plan {
        if (peers < 2) {
            throw new IllegalArgumentException("a plan for " + peers + " peers; there must be 2 at least");
        }
        steps = List.copyOf(steps);
    }

    /** A plan whose size follows from the seed too: 3 to 7 peers, 200 to 2,000 writes, a swarm of faults. */
    public static Plan of(long seed) {
        SplittableRandom random = new SplittableRandom(~seed);
        int peers = 3 + random.nextInt(5);
        int writes = 200 + random.nextInt(1_801);
        boolean real = random.nextInt(REAL_ONE_IN) == 0;
        int most = real ? Math.min(writes, 300) : writes;
        Plan plan = drawn(seed, peers, most, Faults.swarm(random), random).signed(real);
        return plan.quiet(random.nextInt(plan.steps.size()), random.nextLong(LONGEST_QUIET_MS));
    }

    /** A plan of {@code writes} writes among {@code peers} with the kinds {@code faults}. */
    public static Plan of(long seed, int peers, int writes, List<Fault> faults) {
        return drawn(seed, peers, writes, faults, new SplittableRandom(~seed));
    }

    private static Plan drawn(long seed, int peers, int writes, List<Fault> faults, SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        int strikes = faults.isEmpty() ? 0 : 10 + random.nextInt(60);
        int total = writes + strikes;
        for (int number = 0; number < total; number++) {
            boolean strike = random.nextInt(total - number) < strikes;
            strikes -= strike ? 1 : 0;
            Optional<Fault> fault = strike ? Optional.of(faults.get(random.nextInt(faults.size()))) : Optional.empty();
            long pauseMs = random.nextInt(4) == 0 ? random.nextLong(2_000) : random.nextLong(20);
            steps.add(new Step(number, pauseMs, fault, random.nextLong()));
        }
        return new Plan(seed, peers, false, steps);
    }

    /** This plan with a long time in it in which nobody does anything. */
    private Plan quiet(int at, long durationMs) {
        List<Step> changed = new ArrayList<>(steps);
        Step step = changed.get(at);
        changed.set(at, new Step(step.number(), durationMs, step.fault(), step.seed()));
        return with(changed);
    }

    private Plan signed(boolean real) {
        return new Plan(seed, peers, real, steps);
    }

    /** This plan with those steps alone that {@code which} picks. */
    public Plan only(Predicate<Step> which) {
        return with(steps.stream().filter(which).toList());
    }

    /** This plan with {@code others} for its steps. */
    Plan with(List<Step> others) {
        return new Plan(seed, peers, realSignatures, others);
    }

    /** This plan with those steps alone that have one of {@code numbers}. */
    public Plan only(Collection<Integer> numbers) {
        return only(step -> numbers.contains(step.number()));
    }

    /** This plan for fewer or more nodes. */
    public Plan withPeers(int count) {
        return new Plan(seed, count, realSignatures, steps);
    }

    /** The names of the kinds of fault in it, each once, in the order of their first coming. */
    public List<String> faults() {
        return steps.stream()
                .flatMap(step -> step.fault().stream())
                .map(Fault::name)
                .distinct()
                .toList();
    }

    /** Number of writes. */
    public long writes() {
        return steps.stream().filter(step -> step.fault().isEmpty()).count();
    }

    /** The world that it is for, whose nodes have {@code models}; its trace keeps lines if it {@code tells}. */
    World world(SortedMap<ModelId, Model<?>> models, boolean tells) {
        Ports.Crypto crypto = realSignatures
                ? new Ports.Crypto(
                        new Ed25519SignatureScheme(), new NoiseHandshakes(), new AesGcmSealing(), new JpakeExchanges())
                : new Ports.Crypto(
                        new KeyedHashSignatures(),
                        new NoiseHandshakes(FAST),
                        new AesGcmSealing(new SmallGroupAgreement()),
                        new JpakeExchanges());
        return new World(seed, new World.Settings(peers, crypto, models, tells));
    }

    /** The Java expression that gives this plan, if it was made smaller from {@link #of(long)}: for a test that keeps it. */
    public String source() {
        return steps.stream()
                .map(step -> String.valueOf(step.number()))
                .collect(
                        Collectors.joining(", ", "Plan.of(" + seed + ").withPeers(" + peers + ").only(List.of(", "))"));
    }

    /** In one line: the seed, and what is left of what it gives. */
    @Override
    public String toString() {
        return "seed " + seed + ": " + peers + " peers, " + writes() + " writes, "
                + (realSignatures ? "real signatures, " : "") + "faults " + faults();
    }
}
