package echo.shell;

import echo.api.party.Party;
import echo.api.party.PartyStatus;
import echo.api.party.View;
import echo.shell.words.Words;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code state:…}: what to compare between two nodes. */
@Component(
        service = StateCommands.class,
        immediate = true,
        property = {"osgi.command.scope=state", "osgi.command.function=hash", "osgi.command.function=counts"})
public final class StateCommands {
    private final Selection selection;

    @Activate
    public StateCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    /** Peers that applied the same messages print the same first two lines. */
    @Descriptor("prints the hash over all items, the timeframe it belongs to, and counts")
    public String hash(@Descriptor("") Object[] words) {
        return Words.answer("state:hash", words, args -> {
            args.end();
            Party party = selection.party();
            View view = party.view();
            return "state " + view.stateHash() + "\n" + counts(party, view);
        });
    }

    /** Costs little, so that one can ask often. */
    @Descriptor("prints the timeframe and how many items there are, made of how many messages")
    public String counts(@Descriptor("") Object[] words) {
        return Words.answer("state:counts", words, args -> {
            args.end();
            Party party = selection.party();
            return counts(party, party.view());
        });
    }

    private static String counts(Party party, View view) {
        PartyStatus status = party.status();
        return "timeframe " + view.timeframe() + "\nitems " + view.size() + " messages "
                + view.timeframe().totalLength() + " held " + status.heldCount()
                + " opaque " + status.opaqueItems() + " refused "
                + status.refused().size() + " current "
                + (status.current() ? "yes" : "no");
    }
}
