package echo.pipeline.control;

import echo.api.FeedKey;
import echo.api.Position;
import echo.api.feed.Extent;
import echo.api.party.Role;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.FeedKind;
import echo.pipeline.control.PartyState.Feed;
import echo.pipeline.control.PartyState.Membership;
import echo.pipeline.control.PartyStateMachine.Ruling;
import echo.pipeline.control.Spoken.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Control messages, folded one after the other, in their order, under an assumption about which revocations stand.
 *
 * <p>One thread at a time.
 */
final class Fold {
    private final PartyStateMachine machine;
    private final Assumption assumed;
    private final Revocations revocations = new Revocations();
    private final Map<FeedKey, Long> lengths = new TreeMap<>();
    private final List<String> voided = new ArrayList<>();
    private PartyState state;
    private boolean disputed;

    Fold(PartyStateMachine machine, PartyState beginning, Assumption assumed) {
        this.machine = machine;
        this.state = beginning;
        this.assumed = assumed;
    }

    PartyState state() {
        return state;
    }

    /** Why credentials were void, in order, one line each. */
    List<String> voided() {
        return voided;
    }

    /** The revocations that were their issuers' to state, whether they are taken to stand or not. */
    Revocations revocations() {
        return revocations;
    }

    /** Whether a revocation and what it leaves out are both here, so that it has to be found out which of the two stands. */
    boolean isDisputed() {
        return disputed && assumed.asTold();
    }

    /** Whether {@code message}, which comes last, only adds to what was folded: so that it may be taken in, and nothing else changes. */
    boolean continuesWith(ControlMessage message) {
        return assumed.asTold()
                || (!message.mayRevoke()
                        && !state.cuts()
                                .control()
                                .containsKey(message.position().feed()));
    }

    /** Takes in what is known of forks from elsewhere. */
    void learn(Cuts known) {
        Cuts cuts = state.cuts();
        for (Map.Entry<FeedKey, Extent> fork : known.forks()) {
            cuts = cuts.fork(fork.getKey(), fork.getValue());
        }
        state = state.with(cuts);
    }

    /** Takes the next message. */
    void take(ControlMessage message) {
        FeedKey feed = message.position().feed();
        Optional<Feed> entry = state.feed(feed, FeedKind.CONTROL);
        List<Spoken> said = message.said();
        if (entry.isEmpty() && !begins(feed, said)) {
            voided.add(message.position() + ": its feed is not admitted");
            said.forEach(spoken -> state = machine.heard(state, spoken));
            return;
        }
        said.forEach(spoken -> take(entry, spoken));
        lengths.put(feed, message.block() + 1);
    }

    private boolean begins(FeedKey feed, List<Spoken> said) {
        return state.genesis().isEmpty()
                && machine.begins(feed, said.stream().map(Spoken::credential).toList());
    }

    private void take(Optional<Feed> entry, Spoken spoken) {
        Place place = spoken.place().orElseThrow();
        Optional<Revocation> favourite = assumed.favourite(place.at());
        Ruling ruling;
        if (favourite.isPresent()) {
            ruling = new Ruling.Effective(
                    RevocationRules.after(state, spoken, favourite.get().statement()));
            revocations.add(favourite.get());
        } else {
            Optional<String> objection = entry.flatMap(feed -> objection(feed, spoken, place));
            ruling = objection.isPresent() ? new Ruling.Voided(objection.get()) : ruling(spoken);
        }
        if (ruling instanceof Ruling.Effective effective) {
            state = effective.state();
        } else {
            voided.add(place.at() + ": " + ((Ruling.Voided) ruling).reason());
            state = machine.heard(state, spoken);
        }
    }

    /** What the rules say; a revocation has its effect only if it is taken to stand. */
    private Ruling ruling(Spoken spoken) {
        Ruling ruling = machine.apply(state, spoken);
        Optional<Revocation> revocation =
                ruling instanceof Ruling.Effective ? Revocation.of(state, spoken) : Optional.empty();
        if (revocation.isEmpty()) {
            return ruling;
        }
        if (assumed.barred().contains(revocation.get().at())) {
            return new Ruling.Voided("would take away what it rests on");
        }
        revocations.add(revocation.get());
        disputed |= leavesOut(revocation.get());
        return assumed.takes(revocation.get()) ? ruling : new Ruling.Effective(state);
    }

    /** Whether something that was taken in already lies beyond the revocation's cut. */
    private boolean leavesOut(Revocation revocation) {
        return lengths.entrySet().stream()
                .anyMatch(length -> state.feeds()
                        .get(length.getKey())
                        .filter(feed -> feed.member().bytes().equals(revocation.subject())
                                || feed.device().bytes().equals(revocation.subject()))
                        .filter(feed -> length.getValue() > revocation.end(length.getKey()))
                        .isPresent());
    }

    /** Why something that its author says where no more of it counts is void, if so. */
    private Optional<String> objection(Feed entry, Spoken spoken, Place place) {
        if (spoken.statement().filter(Equivocation.class::isInstance).isPresent()) {
            return Optional.empty(); // it proves itself
        }
        FeedKey feed = place.at().feed();
        if (state.cuts().control().get(feed).filter(end -> place.block() >= end).isPresent()) {
            disputed = true;
            return Optional.of("its author had been removed");
        }
        boolean decides = spoken.decides();
        disputed |= decides && isDemoted(feed, entry, place);
        Optional<Membership> author = state.members().get(entry.member());
        Position since = author.map(Membership::since).orElse(Position.FIRST);
        Position roleSince = author.map(Membership::roleSince).orElse(Position.FIRST);
        Optional<Revocation> against = assumed.standing()
                .against(
                        feed,
                        entry,
                        place.block(),
                        it -> it.isWhole()
                                ? since.compareTo(it.at()) < 0
                                : decides && roleSince.compareTo(it.at()) < 0);
        return against.map(it -> it.isWhole() ? "its author is removed" : "its author is no admin any more");
    }

    /** Whether the author was an admin until a revocation that comes before. */
    private boolean isDemoted(FeedKey feed, Feed entry, Place place) {
        return !state.role(entry.device()).equals(Optional.of(Role.ADMIN))
                && revocations
                        .against(feed, entry, place.block(), it -> !it.isWhole())
                        .isPresent();
    }
}
