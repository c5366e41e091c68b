package echo.shell;

import echo.api.EchoException.Kind;
import echo.api.ItemId;
import echo.api.PartyKey;
import echo.api.party.Echo;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.View;
import echo.shell.words.CommandFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What people mean when they name no party, or the beginning of a key or an id. One for all sessions of a node. */
@Component(service = Selection.class, immediate = true)
public final class Selection {
    private final Echo echo;
    private volatile Optional<PartyKey> chosen = Optional.empty();

    @Activate
    public Selection(@Reference Echo echo) {
        this.echo = echo;
    }

    /** The party that was chosen last, or the only one. */
    Party party() {
        List<Party> parties = echo.parties();
        Optional<Party> current = chosen.flatMap(echo::party);
        if (current.isPresent()) {
            return current.get();
        } else if (parties.size() == 1) {
            return parties.get(0);
        }
        throw new CommandFailure(
                Kind.USAGE,
                parties.isEmpty()
                        ? "this node has no party; type party:create NAME or party:join CODE"
                        : "this node has " + parties.size() + " parties; choose one by party:use KEY, see party:list");
    }

    /** Makes {@code party} the one that commands are about. */
    void choose(Party party) {
        chosen = Optional.of(party.key());
    }

    /** The one party whose key begins so. */
    Party partyNamed(String prefix) {
        List<Party> found = echo.parties().stream()
                .filter(party -> party.key().bytes().toHex().startsWith(prefix))
                .toList();
        if (found.size() != 1) {
            throw CommandFailure.usage(number(found.size(), "party's key begins", "parties' keys begin") + " with '"
                    + prefix + "'; see party:list");
        }
        return found.get(0);
    }

    /** The one item of {@code view} whose id begins so; {@code /} is the root. A deleted one needs its whole id. */
    static ItemId item(View view, String prefix) {
        if (prefix.equals("/")) {
            return ItemId.ROOT;
        } else if (prefix.matches("[0-9a-f]{32}")) {
            return whole(view, ItemId.parse(prefix));
        }
        List<ItemId> found = new ArrayList<>();
        collect(view, ItemId.ROOT, prefix, found);
        if (found.size() != 1) {
            throw CommandFailure.usage(number(found.size(), "item's id begins", "items' ids begin") + " with '" + prefix
                    + "'; see item:tree");
        }
        return found.get(0);
    }

    /** The item of that id. */
    static Item existing(View view, ItemId id) {
        return view.item(id)
                .orElseThrow(() -> CommandFailure.usage("the root has no properties; name an item, see item:tree"));
    }

    private static ItemId whole(View view, ItemId id) {
        if (!id.equals(ItemId.ROOT) && view.item(id).isEmpty()) {
            throw CommandFailure.usage("this party has no item " + id + "; see item:tree");
        }
        return id;
    }

    private static void collect(View view, ItemId parent, String prefix, List<ItemId> found) {
        for (Item child : view.children(parent)) {
            if (child.id().toString().startsWith(prefix)) {
                found.add(child.id());
            }
            collect(view, child.id(), prefix, found);
        }
    }

    private static String number(int count, String one, String many) {
        return (count == 0 ? "no " + one : count + " " + many);
    }
}
