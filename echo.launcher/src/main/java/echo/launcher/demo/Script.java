package echo.launcher.demo;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What happens in the demo: found a party, import a history, cut the line, write on both sides, heal, compare.
 *
 * <pre>
 * A  create  invite  import ──────►  agree  │ write │        agree
 * B               join   watch, verify     cut write heal    agree
 * </pre>
 */
final class Script {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MS = 20;
    private static final long WATCH_MS = 150;

    private final NodeProcess a;
    private final NodeProcess b;
    private final String addressOfA;
    private final Story story;

    /**
     * @param addressOfA where {@code a} listens; {@code b} listens nowhere, so a cut line stays cut until it dials
     */
    Script(NodeProcess a, NodeProcess b, String addressOfA, Story story) {
        this.a = a;
        this.b = b;
        this.addressOfA = addressOfA;
        this.story = story;
    }

    /** Plays it; ends with a {@link Trouble} of code 1 if the nodes ever disagree where they should not. */
    void play(Path repository, int commits) throws InterruptedException {
        start();
        party();
        Answer imported = importHistory(repository, commits);
        State before = agree("agree");
        story.detail("state " + before.hash() + " on both");
        verify(repository);
        Shared shared = prepare(imported);
        writeApart(shared);
        heal(shared);
    }

    private void start() {
        CompletableFuture<Answer> other = CompletableFuture.supplyAsync(() -> b.ask("party:list"));
        a.ask("party:list");
        joined(other);
        story.step(
                "start", "node A, process " + a.pid() + ", listens at " + addressOfA + "; node B, process " + b.pid());
    }

    private void party() {
        String party = a.ask("party:create demo").word("party").orElse("?");
        String code = a.ask("party:invite --minutes 5")
                .word("code")
                .orElseThrow(() -> new Trouble(ExitCode.FAILED, "node A made no invitation code"));
        b.ask("party:join '" + code + "'");
        story.step("party", "A created party " + party + ", B joined with a code that works once");
    }

    private Answer importHistory(Path repository, int commits) throws InterruptedException {
        AtomicReference<String> progress = new AtomicReference<>("begins");
        CompletableFuture<Answer> running = CompletableFuture.supplyAsync(
                () -> a.ask("git:import '" + repository + "' --commits " + commits, progress::set));
        while (!running.isDone()) {
            TimeUnit.MILLISECONDS.sleep(WATCH_MS);
            Answer counts = b.ask("state:counts");
            story.live("A: " + progress.get() + "   B: items " + counts.number("items") + ", messages "
                    + counts.number("messages"));
        }
        Answer answer = joined(running);
        story.step("import", "A: " + answer.text());
        return answer;
    }

    /** Waits until both have applied the same messages, then compares what they hold. */
    private State agree(String name) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!timeframe(a).equals(timeframe(b))) {
            if (System.nanoTime() > deadline) {
                throw new Trouble(
                        ExitCode.FAILED,
                        "after " + PATIENCE.toSeconds() + " s B still lacks messages: "
                                + b.ask("party:status").lines());
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
        State ofA = State.of(a);
        State ofB = State.of(b);
        if (!ofA.equals(ofB)) {
            throw new Trouble(ExitCode.FAILED, "A and B disagree: " + ofA + " and " + ofB);
        }
        story.step(
                name, "both have " + ofA.items() + " items made by " + ofA.messages() + " messages, and equal states");
        return ofA;
    }

    private static Optional<String> timeframe(NodeProcess node) {
        return node.ask("state:counts").line("timeframe ");
    }

    private void verify(Path repository) {
        String verdict = b.ask("git:verify '" + repository + "'").text();
        story.step("verify", "B: " + verdict);
    }

    /** Finds a file of the import and makes two shelves: what both will write to. Gives their ids. */
    private Shared prepare(Answer imported) throws InterruptedException {
        Answer file = a.ask("git:path");
        String shelves = named(a.ask("item:create"), "shelves");
        String one = named(a.ask("item:create echo.object " + shelves), "shelf one");
        String two = named(a.ask("item:create echo.object " + shelves), "shelf two");
        agree("prepare");
        return new Shared(
                file.word("item").orElse("?"),
                file.word("path").orElse("?"),
                new Shelves(shelves, one, two),
                imported.word("chat").orElse("?"));
    }

    private String named(Answer created, String name) {
        a.ask("item:set " + created.text() + " name '" + name + "'");
        return created.text();
    }

    private void writeApart(Shared shared) throws InterruptedException {
        b.ask("peer:disconnect " + addressOfA);
        a.ask("item:set " + shared.file() + " review.verdict 'approved by A'");
        a.ask("item:set " + shared.file() + " review.byA true");
        a.ask("item:move " + shared.shelves().one() + " " + shared.shelves().two());
        a.ask("chat:post " + shared.chat() + " 'A, while apart'");
        b.ask("item:set " + shared.file() + " review.verdict 'refused by B'");
        b.ask("item:set " + shared.file() + " review.byB true");
        b.ask("item:move " + shared.shelves().two() + " " + shared.shelves().one());
        b.ask("chat:post " + shared.chat() + " 'B, while apart'");
        State ofA = State.of(a);
        State ofB = State.of(b);
        if (ofA.hash().equals(ofB.hash())) {
            throw new Trouble(ExitCode.FAILED, "the line was cut, and yet A and B have equal states");
        }
        story.step(
                "cut", "B hung up; both wrote 4 times: one property of " + shared.path() + ", a move, a chat message");
        story.detail("A moved shelf one below two, B two below one: together a cycle, of which one move must lose");
        story.detail("state " + ofA.hash() + " on A");
        story.detail("state " + ofB.hash() + " on B");
    }

    private void heal(Shared shared) throws InterruptedException {
        b.ask("peer:connect " + addressOfA);
        State after = agree("heal");
        story.detail("state " + State.of(a).hash() + " on A");
        story.detail("state " + after.hash() + " on B");
        same("item:get " + shared.file() + " review");
        same("chat:read " + shared.chat() + " --last 2");
        same("item:tree " + shared.shelves().all());
    }

    private void same(String command) {
        Answer ofA = a.ask(command);
        Answer ofB = b.ask(command);
        if (!ofA.equals(ofB)) {
            throw new Trouble(ExitCode.FAILED, command + " differs: " + ofA.lines() + " and " + ofB.lines());
        }
        ofA.lines().stream().filter(line -> !line.startsWith("(")).forEach(line -> story.detail("both read: " + line));
    }

    private static Answer joined(CompletableFuture<Answer> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Trouble trouble) {
                throw trouble;
            }
            throw e;
        }
    }

    /** Ids and a name that both sides write to. */
    private record Shared(String file, String path, Shelves shelves, String chat) {}

    /** An item and two below it. */
    private record Shelves(String all, String one, String two) {}

    /** What a node holds. */
    private record State(String hash, long items, long messages) {
        static State of(NodeProcess node) {
            Answer answer = node.ask("state:hash");
            return new State(answer.word("state").orElse("?"), answer.number("items"), answer.number("messages"));
        }
    }
}
