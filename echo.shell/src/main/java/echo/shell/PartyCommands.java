package echo.shell;

import echo.api.Bytes;
import echo.api.InvitationKey;
import echo.api.MemberKey;
import echo.api.party.Echo;
import echo.api.party.Invitation;
import echo.api.party.Party;
import echo.api.party.PartyStatus;
import echo.api.party.Role;
import echo.api.party.ShortCodes;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
            "osgi.command.function=admit",
            "osgi.command.function=invitations",
            "osgi.command.function=withdraw",
            "osgi.command.function=join",
            "osgi.command.function=status",
            "osgi.command.function=list",
            "osgi.command.function=use",
            "osgi.command.function=vouch",
            "osgi.command.function=welcome"
        })
public final class PartyCommands {
    private static final long DEFAULT_MINUTES = 60;
    private static final long DEFAULT_SHORT_MINUTES = TimeUnit.MILLISECONDS.toMinutes(ShortCodes.DEFAULT_MS);

    private final Echo echo;
    private final Selection selection;
    private final ShortCodeText shortCodes;

    @Activate
    public PartyCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
        this.shortCodes = new ShortCodeText(echo);
    }

    @Descriptor("starts a party with you as its admin")
    public String create(@Descriptor("NAME") Object[] words) {
        return Words.answer("party:create NAME", words, args -> {
            String name = args.sentence("NAME");
            Party party = Patience.await(echo.create(name), "starting the party");
            selection.choose(party);
            return "party " + party.key() + " '" + Words.plain(party.name()) + "'";
        });
    }

    @Descriptor(
            "makes a code that admits one new member, or N of them, as writers if nothing else is said; with --short one of six"
                    + " digits, for who types it while this node runs")
    public String invite(@Descriptor("[--short] [--role ROLE] [--minutes N] [--uses N]") Object[] words) {
        return Words.answer("party:invite [--short] [--role ROLE] [--minutes N] [--uses N]", words, args -> {
            int uses = (int) Math.min(Integer.MAX_VALUE, args.number("--uses", 1));
            boolean isShort = args.flag("--short");
            long minutes = args.number("--minutes", isShort ? DEFAULT_SHORT_MINUTES : DEFAULT_MINUTES);
            Role role = args.option("--role").map(MemberCommands::role).orElse(Role.WRITER);
            args.end();
            if (isShort && uses > 1) {
                throw CommandFailure.usage("a short code admits one; leave --uses out, or --short");
            }
            if (isShort) {
                return shortCodes.invite(selection.party(), role, minutes);
            }
            String code = Patience.await(
                    selection.party().invite(role, TimeUnit.MINUTES.toMillis(minutes), uses), "making the invitation");
            String times = uses == 1 ? "once" : uses + " times";
            return "code " + code + "\nvalid for " + minutes + " min, " + times
                    + "; on the other node type: party:join CODE";
        });
    }

    @Descriptor("lets in whoever has that member key, as a writer if nothing else is said")
    public String admit(@Descriptor("MEMBER [--role ROLE]") Object[] words) {
        return Words.answer("party:admit MEMBER [--role ROLE]", words, args -> {
            Role role = args.option("--role").map(MemberCommands::role).orElse(Role.WRITER);
            MemberKey member = new MemberKey(key(args.next("MEMBER"), "member's key"));
            args.end();
            String code = Patience.await(selection.party().admit(member, role), "admitting the member");
            return "code " + code + "\nfor " + member + " alone, at any time; there type: party:join CODE";
        });
    }

    @Descriptor("lists the invitations that can still be used, and the short code that was given out last")
    public String invitations(@Descriptor("") Object[] words) {
        return Words.answer("party:invitations", words, args -> {
            args.end();
            return invitations(selection.party());
        });
    }

    private String invitations(Party party) {
        List<String> lines = new ArrayList<>();
        shortCodes.line().ifPresent(lines::add);
        party.roster().invitations().stream()
                .map(it -> it.key().bytes().toHex() + "  "
                        + it.role().name().toLowerCase(Locale.ROOT) + ", " + it.usesLeft() + " left, until "
                        + Instant.ofEpochMilli(it.expiresMs()).truncatedTo(ChronoUnit.SECONDS))
                .forEach(lines::add);
        return lines.isEmpty() ? "no invitation can be used" : String.join("\n", lines);
    }

    @Descriptor("takes an invitation back, or the short code; who has come by it stays")
    public String withdraw(@Descriptor("INVITATION, or --short") Object[] words) {
        return Words.answer("party:withdraw INVITATION, or party:withdraw --short", words, args -> {
            if (args.flag("--short")) {
                args.end();
                return shortCodes.cancel();
            }
            Party party = selection.party();
            InvitationKey invitation = MemberCommands.named(
                    party.roster().invitations().stream().map(Invitation::key).toList(),
                    args.next("INVITATION"),
                    "invitation",
                    "party:invitations");
            args.end();
            Patience.await(party.roster().withdraw(invitation), "withdrawing the invitation");
            return invitations(party);
        });
    }

    private static Bytes key(String hex, String what) {
        if (!hex.matches("[0-9a-fA-F]{64}")) {
            throw CommandFailure.usage("a " + what + " is 64 hexadecimal digits, not '" + hex + "'");
        }
        return Bytes.hex(hex.toLowerCase(Locale.ROOT));
    }

    @Descriptor("joins a party with the code of an invitation, or with a short code and the address that goes with it")
    public String join(@Descriptor("CODE, or HOST:PORT 123-456") Object[] words) {
        return Words.answer("party:join CODE, or party:join HOST:PORT 123-456", words, args -> {
            String first = args.next("CODE");
            Party party = args.isEmpty()
                    ? Patience.await(echo.join(first), "joining")
                    : shortCodes.join(first, args.sentence("123-456"));
            selection.choose(party);
            return "party " + party.key() + " '" + Words.plain(party.name()) + "' joined as " + echo.member();
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
        return (current ? "* " : "  ") + party.key() + " '" + Words.plain(party.name()) + "', members "
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
        lines.add("party    " + party.key() + " '" + Words.plain(party.name()) + "', members "
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
