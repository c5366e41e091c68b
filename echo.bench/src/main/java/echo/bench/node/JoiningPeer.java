package echo.bench.node;

import echo.api.party.Party;
import echo.bench.measure.CpuTime;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * A second node in a process of its own that joins party after party: given an invitation and a number of blocks, it says how
 * long it took, from when it was a member, until so many are durable and visible there.
 */
public final class JoiningPeer implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;

    private JoiningPeer(Process process) {
        this.process = process;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one on the data folder {@code folder}. */
    public static JoiningPeer start(Path folder) throws IOException {
        return new JoiningPeer(Children.start(JoiningPeer.class, folder.toString()));
    }

    /**
     * What it took.
     *
     * @param ns from the admission to the last block
     * @param cpuNs of all processors in the meantime, for the peer's process
     */
    public record Joined(long ns, long cpuNs) {}

    /** Has it join with {@code code} and waits until it has {@code blocks} of the party. */
    public Joined join(String code, long blocks) throws IOException {
        process.getOutputStream().write((code + " " + blocks + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("the peer ended before it had " + blocks + " blocks");
        }
        List<String> numbers = List.of(answer.split(" ", 2));
        return new Joined(Long.parseLong(numbers.get(0)), Long.parseLong(numbers.get(1)));
    }

    /** The peer's end of it, with a folder; ends when its standard input does. */
    public static void main(String[] args) throws Exception {
        BufferedReader wishes = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (BenchNode node = new BenchNode(Path.of(args[0]))) {
            for (String wish = wishes.readLine(); wish != null; wish = wishes.readLine()) {
                List<String> words = List.of(wish.split(" ", 2));
                Party party = BenchNode.await(node.echo().join(words.get(0)));
                long startNs = System.nanoTime();
                long startCpuNs = CpuTime.ofProcessNs();
                await(party, Long.parseLong(words.get(1)));
                System.out.println((System.nanoTime() - startNs) + " " + (CpuTime.ofProcessNs() - startCpuNs));
            }
        }
    }

    private static void await(Party party, long blocks) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        Party.Subscription watching = party.subscribe(view -> {
            if (view.timeframe().totalLength() >= blocks) {
                there.countDown();
            }
        });
        if (party.view().timeframe().totalLength() < blocks) {
            there.await();
        }
        watching.close();
    }

    @Override
    public void close() throws IOException {
        Children.end(process);
    }
}
