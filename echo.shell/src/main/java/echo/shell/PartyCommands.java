package echo.shell;

import echo.api.party.Echo;
import echo.api.party.Party;
import echo.api.party.PartyStatus;
import echo.api.party.Role;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code party:…}: who shares what with whom. */
@Component(
        service = PartyCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=party",
            "osgi.command.function=create",
            "osgi.command.function=invite",
            "osgi.command.function=join",
            "osgi.command.function=status",
            "osgi.command.function=list",
            "osgi.command.function=use",
            "osgi.command.function=vouch",
            "osgi.command.function=welcome"
        })
public final class PartyCommands {
    private static final long DEFAULT_MINUTES = 60;

    private final Echo echo;
    private final Selection selection;

    @Activate
    public PartyCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
    }

    @Descriptor("starts a party with you as its admin")
    public String create(@Descriptor("NAME") Object[] words) {
        return Words.answer("party:create NAME", words, args -> {
            String name = args.sentence("NAME");
            Party party = Patience.await(echo.create(name), "starting the party");
            selection.choose(party);
            return "party " + party.key() + " '" + party.name() + "'";
        });
    }

    @Descriptor("makes a code that admits one new member, once, as a writer if nothing else is said")
    public String invite(@Descriptor("[--role ROLE] [--minutes N]") Object[] words) {
        return Words.answer("party:invite [--role ROLE] [--minutes N]", words, args -> {
            long minutes = args.number("--minutes", DEFAULT_MINUTES);
            Role role = args.option("--role").map(MemberCommands::role).orElse(Role.WRITER);
            args.end();
            String code = Patience.await(
                    selection.party().invite(role, TimeUnit.MINUTES.toMillis(minutes)), "making the invitation");
            return "code " + code + "\nvalid for " + minutes + " min, once; on the other node type: party:join CODE";
        });
    }

    @Descriptor("joins a party with the code of an invitation")
    public String join(@Descriptor("CODE") Object[] words) {
        return Words.answer("party:join CODE", words, args -> {
            String code = args.next("CODE");
            args.end();
            Party party = Patience.await(echo.join(code), "joining");
            selection.choose(party);
            return "party " + party.key() + " '" + party.name() + "' joined as " + echo.member();
        });
    }

    @Descriptor("tells what the party knows, applied, holds and refused")
    public String status(@Descriptor("") Object[] words) {
        return Words.answer("party:status", words, args -> {
            args.end();
            return status(selection.party());
        });
    }

    @Descriptor("lists this node's parties; * is the one that commands are about")
    public String list(@Descriptor("") Object[] words) {
        return Words.answer("party:list", words, args -> {
            args.end();
            List<Party> parties = echo.parties();
            if (parties.isEmpty()) {
                return "no party yet; type party:create NAME or party:join CODE";
            }
            return String.join("\n", parties.stream().map(this::line).toList());
        });
    }

    @Descriptor("chooses the party that commands are about")
    public String use(@Descriptor("KEY, or its beginning") Object[] words) {
        return Words.answer("party:use KEY", words, args -> {
            Party party = selection.partyNamed(args.next("KEY"));
            args.end();
            selection.choose(party);
            return line(party);
        });
    }

    @Descriptor("lets this device write after a restore or a repair, though no peer was met that knows what it wrote")
    public String vouch(@Descriptor("") Object[] words) {
        return Words.answer("party:vouch", words, args -> {
            args.end();
            boolean writes = Patience.await(selection.party().vouch(), "noting it");
            return writes ? "this device writes" : "this could not be noted; see party:status";
        });
    }

    @Descriptor("says what to type first")
    public String welcome(@Descriptor("") Object[] words) {
        return Words.answer("party:welcome", words, args -> {
            String who = "ECHO, member " + echo.member() + " on device " + echo.device()
                    + ". 'help' lists commands, 'exit' ends.";
            return who + "\n"
                    + (echo.parties().isEmpty()
                            ? "Begin with: party:create NAME   or, invited by someone: party:join CODE"
                            : "Begin with: item:tree   party:status   party:list");
        });
    }

    private String line(Party party) {
        boolean current = echo.parties().size() == 1 || party.equals(selectedOrNone());
        return (current ? "* " : "  ") + party.key() + " '" + party.name() + "', members "
                + party.members().size() + ", items " + party.view().size();
    }

    private Object selectedOrNone() {
        try {
            return selection.party();
        } catch (RuntimeException e) {
            return "";
        }
    }

    private static String status(Party party) {
        PartyStatus status = party.status();
        List<String> lines = new ArrayList<>();
        lines.add("party    " + party.key() + " '" + party.name() + "', members "
                + party.members().size());
        lines.add("items    " + party.view().size() + " live, " + status.items() + " with deleted ones, "
                + status.opaqueItems() + " waiting for a model");
        lines.add("control  " + status.control().totalLength() + " blocks of "
                + status.control().extents().size() + " feeds");
        lines.add("data     " + status.data().totalLength() + " blocks of "
                + status.data().extents().size() + " feeds, applied "
                + status.applied().totalLength());
        lines.add("offered  " + status.target().totalLength() + " blocks");
        lines.add("held     " + status.heldCount());
        status.held().stream().limit(5).forEach(line -> lines.add("         " + line));
        lines.add("refused  " + status.refused().size());
        status.refused().stream().limit(5).forEach(line -> lines.add("         " + line));
        lines.add("current  " + (status.current() ? "yes" : "no"));
        return String.join("\n", lines);
    }
}
