package echo.itest.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Real nodes, one after the other on one data folder, that write until something happens to them: in every other round the process is
 * killed at a random moment, in the others its forces or its writes fail from a random one on ({@code strace -e inject}; without strace
 * it is killed too). A write that failed must be refused, for want of storage. After that a node must start and show every item
 * whose creation was acknowledged. A node that gives no answer has failed too. {@code fsck} has the last word.
 *
 * <p>A program of its own, started from its source: {@code java FaultCampaign.java ECHODB ROUNDS SEED [KIND…]}.
 */
final class FaultCampaign {
    private static final int MOST_MS = 1_500;
    private static final int MOST_CALLS = 60;
    private static final int MOST_COMMANDS = 150;
    private static final int REFUSALS = 3;
    /** A node that says nothing for so long hangs: on a busy machine one under strace needs more than a minute to start. */
    private static final int DEADLINE_S = 300;

    /** How a node ends that refused for want of storage: the exit codes of these kinds. */
    private static final int STORAGE = 4;

    private static final int UNAVAILABLE = 7;
    private static final Path STRACE = Path.of("/usr/bin/strace");

    /** What happens to a node. */
    private enum Kind {
        /** The process is killed: {@code kill -9}. */
        KILL("", ""),
        FORCE_EIO("fsync,fdatasync", "EIO"),
        WRITE_EIO("pwrite64,write", "EIO"),
        WRITE_ENOSPC("pwrite64,write", "ENOSPC");

        private final String calls;
        private final String error;

        Kind(String calls, String error) {
            this.calls = calls;
            this.error = error;
        }

        /** In every other round the process is killed, in the others its calls fail. */
        static List<Kind> inTurn() {
            return List.of(KILL, FORCE_EIO, KILL, WRITE_EIO, KILL, WRITE_ENOSPC);
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** A round that did not go as it must. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }
    }

    private final Path echodb;
    private final Path data;
    private final Random random;
    private final List<Kind> kinds;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<Kind, Integer> rounds = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> struck = new EnumMap<>(Kind.class);
    private int refused;

    private FaultCampaign(Path echodb, Path data, long seed, List<Kind> kinds) {
        this.echodb = echodb;
        this.data = data;
        this.random = new Random(seed);
        this.kinds = kinds;
    }

    /** {@code echodb}, number of rounds, seed, the kinds to take in turn (or all). Ends with 1 if anything was lost, or hung. */
    public static void main(String[] words) throws Exception {
        Path data = Files.createTempDirectory("echo-faults").resolve("data");
        List<Kind> kinds = Arrays.stream(words)
                .skip(3)
                .map(word -> Kind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
        FaultCampaign campaign = new FaultCampaign(
                Path.of(words[0]).toAbsolutePath(),
                data,
                Long.parseLong(words[2]),
                kinds.isEmpty() ? Kind.inTurn() : kinds);
        System.exit(campaign.run(Integer.parseInt(words[1])) ? 0 : 1);
    }

    private boolean run(int count) throws Exception {
        int round = 0;
        Kind kind = Kind.KILL;
        try {
            found();
            for (round = 1; round <= count; round++) {
                Kind turn = kinds.get((round - 1) % kinds.size());
                kind = Files.isExecutable(STRACE) ? turn : Kind.KILL;
                rounds.merge(kind, 1, Integer::sum);
                disturb(kind);
                if (round % 10 == 0) {
                    System.out.println("round " + round + ": " + acknowledged.size() + " acknowledged, all there");
                }
            }
            verifyAnew();
            int fsck = fsck();
            System.out.println(count + " rounds (" + tally() + "); " + refused + " writes were refused; "
                    + acknowledged.size() + " acknowledged items, all there; fsck ends with " + fsck);
            return fsck == 0 && !acknowledged.isEmpty();
        } catch (Failed e) {
            System.out.println("round " + round + " (" + kind + "): " + e.getMessage());
            System.out.println("the folder is kept: " + data + "; so far: " + tally() + ", " + acknowledged.size()
                    + " acknowledged items");
            return false;
        } finally {
            clock.shutdownNow();
        }
    }

    private String tally() {
        return rounds.entrySet().stream()
                .map(it -> it.getValue() + " " + it.getKey()
                        + (it.getKey() == Kind.KILL
                                ? ""
                                : ", of which " + struck.getOrDefault(it.getKey(), 0) + " struck"))
                .collect(Collectors.joining("; "));
    }

    private void found() throws Exception {
        Node founder = new Node(List.of());
        requireOk(founder.command("party:create faults"));
        founder.end();
    }

    private int fsck() throws Exception {
        Process fsck = new ProcessBuilder(echodb.toString(), "fsck", data.toString())
                .inheritIO()
                .start();
        if (!fsck.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            fsck.destroyForcibly();
            throw new Failed("HUNG: fsck has not ended within " + DEADLINE_S + " s");
        }
        return fsck.exitValue();
    }

    private static void requireOk(List<String> answer) throws Failed {
        if (answer.isEmpty() || !answer.get(answer.size() - 1).equals("ok")) {
            throw new Failed("a node on a disk that does not fail gives this answer: " + answer);
        }
    }

    /** The node that is killed shows first what was acknowledged before it. */
    private void disturb(Kind kind) throws Exception {
        if (kind == Kind.KILL) {
            Node node = new Node(List.of());
            verify(node);
            write(
                    node,
                    Integer.MAX_VALUE,
                    () -> List.of(clock.schedule(node::kill, random.nextInt(MOST_MS), TimeUnit.MILLISECONDS)));
            node.kill();
        } else {
            failCalls(kind);
            verifyAnew();
        }
    }

    /** Creates items until the node is dead or has refused some, {@code most} at most; returns how many it refused. */
    private int write(Node node, int most, Supplier<List<Future<?>>> afterTheFirst) throws Failed {
        int refusals = 0;
        List<Future<?>> later = List.of();
        for (int i = 0; i < most && refusals < REFUSALS; i++) {
            List<String> answer = node.command("item:create echo.object");
            if (answer.isEmpty()) {
                break; // it is dead
            }
            if (answer.get(answer.size() - 1).equals("ok")) {
                acknowledged.add(answer.get(0));
            } else {
                refusals++;
            }
            if (i == 0) {
                later = afterTheFirst.get();
            }
        }
        later.forEach(end -> end.cancel(false));
        refused += refusals;
        return refusals;
    }

    /** A node whose calls fail must say so: it refuses what it could not store, and ends with the kind of that refusal. */
    private void failCalls(Kind kind) throws Exception {
        Path trace = data.resolveSibling("strace.out");
        Files.deleteIfExists(trace);
        Node node = new Node(failing(kind, trace));
        int refusals = write(node, MOST_COMMANDS, List::of);
        boolean hit = hasFailed(trace);
        if (hit) {
            struck.merge(kind, 1, Integer::sum);
        }
        int code = node.end();
        boolean said = code == STORAGE || code == UNAVAILABLE;
        if (hit && !said) {
            throw new Failed(
                    "SILENT: calls failed (see " + trace + "), " + refusals + " commands were refused, and the node"
                            + " ends with " + code + ", not with " + STORAGE + " or " + UNAVAILABLE);
        }
        if (!hit && refusals > 0) {
            throw new Failed("refused, though no call failed: the node ends with " + code);
        }
    }

    private static boolean hasFailed(Path trace) throws IOException {
        if (!Files.exists(trace)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(trace, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains("(INJECTED)"));
        }
    }

    /** Of the writes only those to the logs count: what a node answers, and the files of the OSGi framework, are written too. */
    private List<String> failing(Kind kind, Path trace) throws IOException {
        List<String> words =
                new ArrayList<>(List.of(STRACE.toString(), "-f", "--seccomp-bpf", "-qq", "-o", trace.toString()));
        boolean writes = kind != Kind.FORCE_EIO;
        int from = writes ? 1 + random.nextInt(MOST_CALLS) : 3 + random.nextInt(MOST_CALLS);
        if (writes) {
            try (Stream<Path> files = Files.walk(data.resolve("parties"))) {
                files.filter(file -> file.toString().endsWith(".log"))
                        .forEach(log -> words.addAll(List.of("-P", log.toString())));
            }
        }
        words.addAll(List.of(
                "-e",
                "trace=" + kind.calls,
                "-e",
                "inject=" + kind.calls + ":error=" + kind.error + ":when=" + from + (random.nextBoolean() ? "+" : "")));
        return words;
    }

    private void verifyAnew() throws Exception {
        Node node = new Node(List.of());
        verify(node);
        int code = node.end();
        if (code != 0) {
            throw new Failed("a node on a disk that does not fail ends with " + code);
        }
    }

    private void verify(Node node) throws Failed {
        List<String> answer = node.command("item:ids");
        requireOk(answer);
        Set<String> there = new HashSet<>(answer);
        List<String> lost =
                acknowledged.stream().filter(id -> !there.contains(id)).toList();
        if (!lost.isEmpty()) {
            throw new Failed("LOST " + lost);
        }
    }

    /** A node in a process, to which commands are typed. */
    private final class Node {
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;
        private volatile boolean hung;

        Node(List<String> before) throws IOException {
            List<String> words = new ArrayList<>(before);
            words.addAll(List.of(echodb.toString(), "run", "--batch", "--data", data.toString()));
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        /**
         * The lines of the answer, the last of which is {@code ok} or begins with {@code error:}; none from the dead.
         *
         * @throws Failed if there is none in time
         */
        List<String> command(String line) throws Failed {
            Future<?> deadline = clock.schedule(this::giveUp, DEADLINE_S, TimeUnit.SECONDS);
            List<String> answer = new ArrayList<>();
            try {
                in.write(line + "\n");
                in.flush();
                for (String read = out.readLine(); read != null; read = out.readLine()) {
                    answer.add(read);
                    if (read.equals("ok") || read.startsWith("error:")) {
                        return answer;
                    }
                }
            } catch (IOException e) {
                // it is dead
            } finally {
                deadline.cancel(false);
            }
            if (hung) {
                throw hung("no answer to '" + line + "'", answer);
            }
            return List.of();
        }

        private Failed hung(String what, List<String> threads) {
            Path file = data.resolveSibling("threads.out");
            try {
                Files.write(file, threads);
            } catch (IOException e) {
                System.out.println("no threads are shown: " + e);
            }
            return new Failed("HUNG: " + what + " within " + DEADLINE_S + " s; its threads are in " + file);
        }

        /** Lets the process say what its threads do, and kills it: who waits for it goes on. */
        private void giveUp() {
            hung = true;
            try {
                for (ProcessHandle it : Stream.concat(Stream.of(process.toHandle()), process.descendants())
                        .filter(it -> it.info().command().orElse("").endsWith("java"))
                        .toList()) {
                    new ProcessBuilder("kill", "-QUIT", Long.toString(it.pid()))
                            .start()
                            .waitFor();
                }
                TimeUnit.SECONDS.sleep(2);
            } catch (IOException | InterruptedException e) {
                System.out.println("no threads are shown: " + e);
            }
            kill();
        }

        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }

        /** Types no more and returns the exit code. */
        int end() throws InterruptedException, Failed {
            try {
                in.close();
            } catch (IOException e) {
                // it is dead
            }
            if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
                giveUp();
                throw hung("it has not ended", out.lines().toList());
            }
            return process.exitValue();
        }
    }
}
