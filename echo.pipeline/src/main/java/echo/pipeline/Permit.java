package echo.pipeline;

import echo.api.FeedKey;
import echo.codec.Statement.FeedKind;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyState;
import echo.pipeline.order.Linearizer;
import echo.pipeline.seal.KeyRing;
import java.util.Optional;

/** Says whether this device can go on with its own feeds. One thread at a time. */
final class Permit {
    private static final String REVOKED =
            "this device may write to that feed no more: its member was removed or may only read, or it was retired";
    private static final String NO_KEY =
            "somebody was just let out, and this device has no content key yet that only members have; write again";
    private static final String NOT_ADMITTED = "this device is not admitted to the party";

    private final Author author;
    private final ControlLog control;
    private final Linearizer<?> linearizer;
    private final KeyRing ring;

    /** What {@code author} can write to a party of which {@code control} and {@code linearizer} know all that is known. */
    Permit(Author author, ControlLog control, Linearizer<?> linearizer, KeyRing ring) {
        this.author = author;
        this.control = control;
        this.linearizer = linearizer;
        this.ring = ring;
    }

    /** Why something of this device's own {@code feed} is held or refused, if so. */
    Optional<String> unfinished(FeedKey feed) {
        boolean finished = linearizer.releasedExtent(feed).equals(linearizer.extent(feed));
        return finished
                ? Optional.empty()
                : Optional.of("this device's own feed waits for what is missing; connect to a peer that has it");
    }

    /** Why this device cannot extend {@code feed} now, if so. */
    Optional<String> objection(FeedKey feed) {
        PartyState state = control.state();
        Optional<String> unfinished = unfinished(feed);
        if (state.cuts().forks().containsKey(feed)) {
            return Optional.of("this device's own feed was forked: something else was written with its key");
        }
        if (state.cuts().of(feed).isPresent() || state.cuts().control().containsKey(feed)) {
            return Optional.of(REVOKED);
        }
        if (unfinished.isPresent()) {
            return unfinished;
        }
        if (feed.equals(author.controlFeed())) {
            boolean beginning =
                    state.genesis().isEmpty() && linearizer.extent(feed).length() == 0;
            boolean admitted = beginning || state.kind(feed).equals(Optional.of(FeedKind.CONTROL));
            return admitted ? Optional.empty() : Optional.of(NOT_ADMITTED);
        }
        Optional<PartyState.Feed> entry = state.feed(feed, FeedKind.DATA);
        if (entry.isEmpty()) {
            return Optional.of(NOT_ADMITTED);
        }
        if (!state.mayGrow(entry.get())) {
            return Optional.of(MessageGate.READER);
        }
        boolean sealable = state.keys().isEmpty() || ring.current(state).isPresent();
        return sealable ? Optional.empty() : Optional.of(NO_KEY);
    }
}
