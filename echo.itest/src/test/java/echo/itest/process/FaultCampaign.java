package echo.itest.process;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real nodes, one after the other on one data folder, that write until something happens to them: in two rounds of three the process is
 * killed at a random moment, in the third its forces fail from a random one on ({@code strace -e inject}; without strace it is
 * killed too). After each round a node must start and show every item whose creation was acknowledged. {@code fsck} has the last word.
 *
 * <p>A program of its own, started from its source: {@code java FaultCampaign.java ECHODB ROUNDS SEED}.
 */
final class FaultCampaign {
    private static final int MOST_MS = 1_500;
    private static final int MOST_FORCES = 60;
    private static final String STRACE = "/usr/bin/strace";

    private final Path echodb;
    private final Path data;
    private final Random random;
    private final ScheduledExecutorService killer = Executors.newSingleThreadScheduledExecutor();
    private final Set<String> acknowledged = new HashSet<>();
    private int kills;
    private int failures;
    private int refused;

    private FaultCampaign(Path echodb, Path data, long seed) {
        this.echodb = echodb;
        this.data = data;
        this.random = new Random(seed);
    }

    /** {@code echodb}, number of rounds, seed. Ends with 1 if anything was lost. */
    public static void main(String[] words) throws Exception {
        Path data = Files.createTempDirectory("echo-faults").resolve("data");
        FaultCampaign campaign = new FaultCampaign(Path.of(words[0]).toAbsolutePath(), data, Long.parseLong(words[2]));
        boolean held = campaign.run(Integer.parseInt(words[1]));
        System.exit(held ? 0 : 1);
    }

    private boolean run(int rounds) throws Exception {
        try {
            Node founder = new Node(List.of());
            requireOk(founder.command("party:create faults"));
            founder.end();
            for (int round = 1; round <= rounds; round++) {
                boolean forces = round % 3 == 0 && Files.isExecutable(Path.of(STRACE));
                disturb(forces);
                if (!verify(round)) {
                    System.out.println("the folder is kept: " + data);
                    return false;
                }
            }
            int fsck = new ProcessBuilder(echodb.toString(), "fsck", data.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            System.out.println(rounds + " rounds, " + kills + " kills, " + failures + " with failing forces, in which "
                    + refused + " writes were refused; " + acknowledged.size()
                    + " acknowledged items, all there; fsck ends with "
                    + fsck);
            return fsck == 0 && !acknowledged.isEmpty();
        } finally {
            killer.shutdownNow();
        }
    }

    private static void requireOk(List<String> answer) {
        if (answer.isEmpty() || !answer.get(answer.size() - 1).equals("ok")) {
            throw new IllegalStateException("not ok: " + answer);
        }
    }

    private void disturb(boolean failForces) throws IOException, InterruptedException {
        Node node = new Node(failForces ? failingForces() : List.of());
        long ends = failForces ? 20L * MOST_MS : random.nextInt(MOST_MS);
        if (failForces) {
            failures++;
        } else {
            kills++;
        }
        Optional<Future<?>> end = Optional.empty();
        int refusals = 0;
        while (refusals < 3) {
            List<String> answer = node.command("item:create echo.object");
            if (answer.isEmpty()) {
                break; // it is dead
            }
            if (answer.get(answer.size() - 1).equals("ok")) {
                acknowledged.add(answer.get(0));
            } else {
                refused++;
                refusals++;
            }
            if (end.isEmpty()) {
                end = Optional.of(killer.schedule(node::kill, ends, TimeUnit.MILLISECONDS));
            }
        }
        end.ifPresent(kill -> kill.cancel(false));
        node.kill();
    }

    private List<String> failingForces() {
        int from = 3 + random.nextInt(MOST_FORCES);
        return List.of(
                STRACE,
                "-f",
                "-qq",
                "-o",
                "/dev/null",
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:error=EIO:when=" + from + (random.nextBoolean() ? "+" : ""));
    }

    private boolean verify(int round) throws IOException, InterruptedException {
        Node node = new Node(List.of());
        List<String> answer = node.command("item:ids");
        requireOk(answer);
        node.end();
        Set<String> there = new HashSet<>(answer);
        List<String> lost =
                acknowledged.stream().filter(id -> !there.contains(id)).toList();
        if (!lost.isEmpty()) {
            System.out.println("round " + round + ": LOST " + lost);
        } else if (round % 10 == 0) {
            System.out.println("round " + round + ": " + acknowledged.size() + " acknowledged, all there");
        }
        return lost.isEmpty();
    }

    /** A node in a process, to which commands are typed. */
    private final class Node {
        private final Process process;
        private final BufferedWriter in;
        private final BufferedReader out;

        Node(List<String> before) throws IOException {
            List<String> words = new ArrayList<>(before);
            words.addAll(List.of(echodb.toString(), "run", "--batch", "--data", data.toString()));
            process = new ProcessBuilder(words)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            in = process.outputWriter(StandardCharsets.UTF_8);
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        /** The lines of the answer, the last of which is {@code ok} or begins with {@code error:}; none from the dead. */
        List<String> command(String line) throws IOException {
            try {
                in.write(line + "\n");
                in.flush();
                List<String> answer = new ArrayList<>();
                for (String read = out.readLine(); read != null; read = out.readLine()) {
                    answer.add(read);
                    if (read.equals("ok") || read.startsWith("error:")) {
                        return answer;
                    }
                }
                return List.of();
            } catch (IOException e) {
                return List.of();
            }
        }

        void kill() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            process.onExit().join();
        }

        void end() throws IOException, InterruptedException {
            in.close();
            process.waitFor();
        }
    }
}
