package echo.bench.node;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.View;
import echo.api.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A second node in a process of its own. It joins a party and, each time a query shows a new number in the property
 * {@value #NUMBER} of the first item, says so: the number, and the monotonic clock at that moment, which all processes of a
 * machine share.
 */
public final class PeerProcess implements AutoCloseable {
    /** The property that is watched. */
    public static final String NUMBER = "n";

    private final Process process;
    private final BufferedReader lines;

    /**
     * A number became visible.
     *
     * @param atNs {@link System#nanoTime} at the peer
     */
    public record Sighting(long number, long atNs) {}

    private PeerProcess(Process process) {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts one on the data folder {@code folder}, which joins with {@code code}. */
    public static PeerProcess start(Path folder, String code) throws IOException {
        return new PeerProcess(Children.start(PeerProcess.class, folder.toString(), code));
    }

    /** Waits until {@code number} is visible there. */
    public Sighting await(long number) throws IOException {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            List<String> words = List.of(line.split(" ", 2));
            Sighting sighting = new Sighting(Long.parseLong(words.get(0)), Long.parseLong(words.get(1)));
            if (sighting.number() >= number) {
                return sighting;
            }
        }
        throw new IOException("the peer ended before it saw " + number);
    }

    /** The peer's end of it, with a folder and a code: joins, reports, and ends when its standard input does. */
    public static void main(String[] args) throws Exception {
        try (BenchNode node = new BenchNode(Path.of(args[0]))) {
            Party party = BenchNode.await(node.echo().join(args[1]));
            AtomicLong last = new AtomicLong(-1);
            Party.Subscription watching = party.subscribe(view -> report(view, last));
            report(party.view(), last);
            while (System.in.read() >= 0) {
                // the parent says nothing; its end is the end of input
            }
            watching.close();
        }
    }

    private static void report(View view, AtomicLong last) {
        List<Item> items = view.children(ItemId.ROOT);
        if (items.isEmpty()) {
            return;
        }
        long number = items.get(0)
                .as(ObjectItem.class)
                .get(NUMBER)
                .map(value -> ((Value.Int) value).value())
                .orElse(-1L);
        long nowNs = System.nanoTime();
        if (last.getAndAccumulate(number, Math::max) < number) {
            System.out.println(number + " " + nowNs);
        }
    }

    @Override
    public void close() throws IOException {
        Children.end(process);
    }
}
