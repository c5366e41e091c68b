package echo.pipeline.control;

import echo.api.FeedKey;
import echo.api.Position;
import echo.api.feed.Extent;
import echo.api.model.PersistentMap;
import echo.codec.Credential;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.pipeline.control.PartyStateMachine.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control messages known so far, in their order, and the state that they make. A message that sorts before others makes
 * the state anew from the beginning: there are few of them, and a verdict is then a function of the set.
 *
 * <p>One thread at a time.
 */
public final class ControlLog {
    private final PartyStateMachine machine;
    private final TreeMap<Position, List<Credential>> messages = new TreeMap<>();
    private final List<String> voided = new ArrayList<>();
    private Optional<List<String>> told = Optional.empty();
    private PartyState beginning;
    private PartyState state;

    /** Without messages. */
    public ControlLog(PartyStateMachine machine) {
        this(machine, PersistentMap.empty());
    }

    /** Without messages; {@code cuts} says how far feeds count that are known to be forked. */
    public ControlLog(PartyStateMachine machine, PersistentMap<FeedKey, Extent> cuts) {
        this.machine = machine;
        this.beginning = PartyState.knowing(cuts);
        this.state = beginning;
    }

    public PartyState state() {
        return state;
    }

    /** Why credentials were void, in order, one line each; immutable. */
    public List<String> voided() {
        List<String> lines = told.orElseGet(() -> List.copyOf(voided));
        told = Optional.of(lines);
        return lines;
    }

    /** Adds a message at its position. */
    public void add(Position position, List<Credential> credentials) {
        told = Optional.empty();
        boolean last = messages.isEmpty() || position.compareTo(messages.lastKey()) > 0;
        messages.put(position, credentials);
        if (last) {
            apply(position, credentials);
        } else {
            refold();
        }
    }

    /** Takes in a proof that a feed was forked, wherever it was found: it needs no other authority than the feed's own key. */
    public void learn(Equivocation proof) {
        if (machine.apply(state, proof) instanceof Ruling.Effective effective) {
            state = effective.state();
            beginning = PartyState.knowing(state.cuts());
        }
    }

    /** Whether the first message of {@code feed}, with these credentials, would begin the party. */
    public boolean begins(FeedKey feed, List<Credential> credentials) {
        return messages.isEmpty() && machine.begins(feed, credentials);
    }

    private void refold() {
        state = beginning;
        voided.clear();
        for (Map.Entry<Position, List<Credential>> entry : messages.entrySet()) {
            apply(entry.getKey(), entry.getValue());
        }
    }

    private void apply(Position position, List<Credential> credentials) {
        FeedKey feed = position.feed();
        boolean authorised = state.feed(feed, FeedKind.CONTROL).isPresent()
                || (state.genesis().isEmpty() && machine.begins(feed, credentials));
        if (!authorised) {
            voided.add(position + ": its feed is not admitted");
            return;
        }
        for (Credential credential : credentials) {
            Ruling ruling = machine.apply(state, credential);
            if (ruling instanceof Ruling.Effective effective) {
                state = effective.state();
            } else {
                voided.add(position + ": " + ((Ruling.Voided) ruling).reason());
            }
        }
    }
}
