package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.FeedKey;
import echo.api.Position;
import echo.codec.Credential;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Control messages of a small party, told to a log in every order of arrival. */
final class ControlStory {
    private final Cast cast;
    private final Map<FeedKey, Long> blocks = new TreeMap<>();

    ControlStory(Cast cast) {
        this.cast = cast;
    }

    /** A message of a control feed. */
    record Told(Position position, long block, List<Credential> credentials) {}

    /** What a log makes of messages. */
    record Verdict(PartyState state, List<String> voided) {}

    /** The next message of the person's control feed, at {@code lamport}. */
    Told at(long lamport, Person person, List<Credential> credentials) {
        long block = blocks.merge(person.control(), 1L, Long::sum) - 1;
        return new Told(new Position(lamport, person.control(), 0), block, credentials);
    }

    /** Another story begins. */
    void anew() {
        blocks.clear();
    }

    /** What a log makes of {@code arrival} if it comes in this order. */
    Verdict verdict(List<Told> arrival) {
        ControlLog log = new ControlLog(new PartyStateMachine(cast.party(), cast.signatures()));
        arrival.forEach(it -> log.add(it.position(), it.block(), it.credentials()));
        return new Verdict(log.state(), log.voided());
    }

    /** The one verdict that comes of every order of arrival. */
    Verdict everyOrder(List<Told> told) {
        List<List<Told>> orders = new ArrayList<>();
        permute(new ArrayList<>(), told, orders);
        Map<String, Verdict> verdicts = new TreeMap<>();
        orders.forEach(order -> {
            Verdict verdict = verdict(order);
            verdicts.put(verdict.state().toString() + verdict.voided(), verdict);
        });
        assertEquals(1, verdicts.size(), () -> "verdicts of " + orders.size() + " orders: " + verdicts.values());
        return verdicts.values().iterator().next();
    }

    private static <T> void permute(List<T> prefix, List<T> rest, List<List<T>> all) {
        if (rest.isEmpty()) {
            all.add(List.copyOf(prefix));
        }
        for (T next : rest) {
            List<T> without = new ArrayList<>(rest);
            without.remove(next);
            prefix.add(next);
            permute(prefix, without, all);
            prefix.remove(prefix.size() - 1);
        }
    }
}
