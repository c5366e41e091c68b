package echo.pipeline.control;

import echo.api.FeedKey;
import echo.api.Position;
import echo.codec.Credential;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.KeyGrant;
import echo.pipeline.control.PartyStateMachine.Ruling;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control messages known so far, in their order, and the state that they make: a function of the set of them. A message that
 * comes last, and whose author nobody has revoked, is added to the state; any other makes it anew.
 *
 * <p>One thread at a time.
 */
public final class ControlLog {
    private final PartyStateMachine machine;
    private final TreeMap<Position, ControlMessage> messages = new TreeMap<>();
    private Optional<List<String>> told = Optional.empty();
    private PartyState beginning;
    private Fold fold;

    /** Without messages. */
    public ControlLog(PartyStateMachine machine) {
        this(machine, Cuts.NONE);
    }

    /** Without messages; {@code known} says which feeds are known to be forked. */
    public ControlLog(PartyStateMachine machine, Cuts known) {
        this.machine = machine;
        this.beginning = PartyState.knowing(known);
        this.fold = new Fold(machine, beginning, Assumption.AS_TOLD);
    }

    public PartyState state() {
        return fold.state();
    }

    /** Why credentials were void, in order, one line each; immutable. */
    public List<String> voided() {
        List<String> lines = told.orElseGet(() -> List.copyOf(fold.voided()));
        told = Optional.of(lines);
        return lines;
    }

    /** Adds a message, which block {@code block} of its feed holds, at its position; gives the content keys that it grants. */
    public List<KeyGrant> add(Position position, long block, List<Credential> credentials) {
        told = Optional.empty();
        ControlMessage message = ControlMessage.of(position, block, credentials);
        boolean last = messages.isEmpty() || position.compareTo(messages.lastKey()) > 0;
        messages.put(position, message);
        if (last && fold.continuesWith(message)) {
            fold.take(message);
        } else {
            refold();
        }
        if (fold.isDisputed()) {
            fold = new Dispute(this::folded).settle();
        }
        return message.grants();
    }

    private void refold() {
        fold = folded(Assumption.AS_TOLD);
    }

    private Fold folded(Assumption assumed) {
        Fold folded = new Fold(machine, beginning, assumed);
        messages.values().forEach(folded::take);
        return folded;
    }

    /** Takes in a proof that a feed was forked, wherever it was found: it needs no other authority than the feed's own key. */
    public void learn(Equivocation proof) {
        if (machine.apply(beginning, proof) instanceof Ruling.Effective effective) {
            beginning = effective.state();
            fold.learn(effective.state().cuts());
        }
    }

    /** Whether the first message of {@code feed}, with these credentials, would begin the party. */
    public boolean begins(FeedKey feed, List<Credential> credentials) {
        return messages.isEmpty() && machine.begins(feed, credentials);
    }
}
