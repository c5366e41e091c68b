package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.api.past.Cause;
import echo.api.past.Deed;
import echo.api.past.Difference;
import echo.api.past.History;
import echo.api.value.Path;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.pipeline.PartyEngine;
import echo.pipeline.items.Snapshot;
import echo.pipeline.past.Differences;
import echo.pipeline.past.ItemHistory;
import echo.pipeline.past.ItemHistory.Told;
import echo.pipeline.past.Replay;
import echo.pipeline.seal.BodyReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Looks into one party's past. What it takes is handed out on the party's loop, a run or an item's log at a time; what is long
 * to compute is computed on a loop of its own, so that the party goes on meanwhile.
 *
 * <p>Any thread, but for what says otherwise.
 */
final class PartyPast {
    private final Loop loop;
    private final Loop aside;
    private final PartyKeeper keeper;
    private final Promises promises;

    /** The past of the party that {@code keeper} keeps on {@code loop}, computed on {@code aside}. */
    PartyPast(Loop loop, Loop aside, PartyKeeper keeper, Promises promises) {
        this.loop = loop;
        this.aside = aside;
        this.keeper = keeper;
        this.promises = promises;
    }

    /** The items at {@code timeframe}; see {@link echo.api.party.Party#at}. */
    CompletableFuture<Snapshot> at(Timeframe timeframe) {
        CompletableFuture<Snapshot> promise = new CompletableFuture<>();
        promises.onLoop(
                promise,
                () -> keeper.engine()
                        .lacks(timeframe)
                        .ifPresentOrElse(
                                lacks -> promise.completeExceptionally(new EchoException(Kind.USAGE, lacks.reason())),
                                () -> read(timeframe, promise)));
        return promise;
    }

    private void read(Timeframe timeframe, CompletableFuture<Snapshot> promise) {
        Replay replay =
                new Replay(timeframe, keeper.engine().state(), keeper.ring().reader(), keeper.models());
        read(replay, timeframe, timeframe.extents().keySet().iterator(), promise);
    }

    private void read(Replay replay, Timeframe until, Iterator<FeedKey> feeds, CompletableFuture<Snapshot> promise) {
        if (feeds.hasNext()) {
            FeedKey feed = feeds.next();
            read(feed, 0, until.extent(feed).length(), replay, () -> read(replay, until, feeds, promise));
        } else {
            aside.execute(() -> attempt(promise, () -> promise.complete(fold(replay))));
        }
    }

    /** Gives {@code replay} the blocks of {@code feed}, one run after the other; then goes on with {@code then}, on the loop. */
    private void read(FeedKey feed, long from, long to, Replay replay, Runnable then) {
        Optional<Run> run = from < to ? keeper.read(feed, from, Limits.RUN_BYTES) : Optional.empty();
        if (run.isEmpty()) {
            then.run();
            return;
        }
        long end = run.get().head().extent().length();
        aside.execute(() -> {
            replay.add(run.get());
            loop.execute(() -> read(feed, end, to, replay, then));
        });
    }

    private static Snapshot fold(Replay replay) {
        Replay.Outcome outcome = replay.outcome();
        if (outcome instanceof Replay.Outcome.Folded folded) {
            return folded.snapshot();
        }
        throw new EchoException(Kind.USAGE, ((Replay.Outcome.Refused) outcome).reason());
    }

    CompletableFuture<Difference> diff(Timeframe from, Timeframe to) {
        return at(from).thenCombine(at(to), Differences::between);
    }

    CompletableFuture<History> history(ItemId item, Position after, int most) {
        if (most < 1 || most > Limits.HISTORY_PAGE) {
            throw new IllegalArgumentException(
                    "a page of history has 1 to " + Limits.HISTORY_PAGE + " deeds, not " + most);
        }
        CompletableFuture<History> promise = new CompletableFuture<>();
        promises.onLoop(promise, () -> {
            ItemHistory history = ItemHistory.of(keeper.engine().past(), item, after, most + 1);
            aside(promise, history::all, all -> promise.complete(page(item, all, most)));
        });
        return promise;
    }

    private History page(ItemId item, List<Told> all, int most) {
        List<Deed> deeds = new ArrayList<>();
        all.stream().limit(most).forEach(told -> deeds.add(deed(item, told)));
        return new History(item, deeds, all.size() > most);
    }

    CompletableFuture<List<Cause>> why(ItemId item, Path path) {
        CompletableFuture<List<Cause>> promise = new CompletableFuture<>();
        promises.onLoop(promise, () -> {
            ItemHistory history = ItemHistory.of(keeper.engine().past(), item, Position.FIRST, Integer.MAX_VALUE);
            aside(promise, () -> turns(history, item, path), turns -> promise.complete(causes(item, turns)));
        });
        return promise;
    }

    private static List<ItemHistory.Turn> turns(ItemHistory history, ItemId item, Path path) {
        return history.turns(path)
                .orElseThrow(() -> new EchoException(
                        Kind.USAGE, "item " + item + " shows no properties: there is none, or it is no object"));
    }

    private List<Cause> causes(ItemId item, List<ItemHistory.Turn> turns) {
        return turns.stream()
                .map(turn -> new Cause(deed(item, turn.told()), turn.before(), turn.after()))
                .toList();
    }

    /** The deed that was told, with what its message's header says of it. On the loop. */
    private Deed deed(ItemId item, Told told) {
        PartyEngine engine = keeper.engine();
        FeedKey feed = told.position().feed();
        long block = engine.indexOf(told.position());
        MemberKey author = engine.state().feeds().get(feed).orElseThrow().member();
        long timeMs = told.mutation()
                .map(mutation -> mutation.timeMs())
                .or(() -> message(feed, block).map(message -> message.header().timeMs()))
                .orElse(0L);
        return new Deed(item, told.position(), block, author, timeMs, told.kind(), told.link(), told.idle());
    }

    /** The message in block {@code index} of {@code feed}, if it is stored and can be read. On the loop. */
    Optional<Message> message(FeedKey feed, long index) {
        Optional<Bytes> payload =
                keeper.read(feed, index, 1).map(run -> run.payloads().get((int) (index - run.from())));
        return payload.map(MessageCodec::decode)
                .filter(decoded -> decoded instanceof Decoded.Valid<Message>)
                .map(decoded -> ((Decoded.Valid<Message>) decoded).value());
    }

    /** The operations in block {@code index} of {@code feed}, if they are stored and can be read. On the loop. */
    Optional<List<Operation>> operations(FeedKey feed, long index, Message message) {
        return keeper.ring().reader().read(feed, index, message) instanceof BodyReader.Reading.Clear clear
                        && OperationCodec.decode(clear.body()) instanceof Decoded.Valid<List<Operation>> operations
                ? Optional.of(operations.value())
                : Optional.empty();
    }

    /** Runs {@code task}, which does something for {@code promise}, on the party's loop; {@code promise} fails when the node stops. */
    void onLoop(CompletableFuture<?> promise, Runnable task) {
        promises.onLoop(promise, task);
    }

    /** Computes {@code work} aside and gives what comes of it to {@code next}, on the party's loop; breaks {@code promise} if it fails. */
    <A> void aside(CompletableFuture<?> promise, Supplier<A> work, Consumer<A> next) {
        aside.execute(() -> {
            try {
                A worked = work.get();
                loop.execute(() -> attempt(promise, () -> next.accept(worked)));
            } catch (RuntimeException e) {
                loop.execute(() -> promise.completeExceptionally(e));
            }
        });
    }

    /** Breaks {@code promise} if {@code work} fails: it is told to whom it was promised, where a loop would only log it. */
    private static void attempt(CompletableFuture<?> promise, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            promise.completeExceptionally(e);
        }
    }

    void close() {
        aside.close();
    }
}
