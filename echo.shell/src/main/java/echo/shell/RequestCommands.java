package echo.shell;

import echo.api.MemberKey;
import echo.api.party.Echo;
import echo.api.party.Request;
import echo.api.party.Role;
import echo.api.party.Roster;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code request:…}: who asks to be admitted to the party, and what is answered. */
@Component(
        service = RequestCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=request",
            "osgi.command.function=code",
            "osgi.command.function=list",
            "osgi.command.function=accept",
            "osgi.command.function=refuse"
        })
public final class RequestCommands {
    private final Echo echo;
    private final Selection selection;

    @Activate
    public RequestCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
    }

    @Descriptor("makes a code with which anybody may ask to be admitted")
    public String code(@Descriptor("") Object[] words) {
        return Words.answer("request:code", words, args -> {
            args.end();
            if (roster().members().stream()
                    .noneMatch(it -> it.key().equals(echo.member()) && it.role() == Role.ADMIN)) {
                throw CommandFailure.usage("only an admin's node keeps requests; ask an admin for the code");
            }
            String code = Patience.await(selection.party().where(), "making the code");
            return "code " + code + "\nwho types party:join CODE waits until an admin decides: request:list";
        });
    }

    @Descriptor("lists who asks this node to be admitted")
    public String list(@Descriptor("") Object[] words) {
        return Words.answer("request:list", words, args -> {
            args.end();
            return list();
        });
    }

    private String list() {
        List<String> lines = roster().requests().stream()
                .map(request -> request.member().bytes().toHex() + " since "
                        + Instant.ofEpochMilli(request.sinceMs()).truncatedTo(ChronoUnit.SECONDS))
                .toList();
        return lines.isEmpty() ? "nobody asks" : String.join("\n", lines);
    }

    @Descriptor("admits who asks, as a writer if nothing else is said")
    public String accept(@Descriptor("MEMBER [--role ROLE]") Object[] words) {
        return Words.answer("request:accept MEMBER [--role ROLE]", words, args -> {
            Role role = args.option("--role").map(MemberCommands::role).orElse(Role.WRITER);
            MemberKey member = asking(args.next("MEMBER"));
            args.end();
            Patience.await(roster().accept(member, role), "admitting the member");
            return member + " is a member now, and comes in when it asks again";
        });
    }

    @Descriptor("refuses who asks")
    public String refuse(@Descriptor("MEMBER") Object[] words) {
        return Words.answer("request:refuse MEMBER", words, args -> {
            MemberKey member = asking(args.next("MEMBER"));
            args.end();
            roster().refuse(member);
            return list();
        });
    }

    private MemberKey asking(String prefix) {
        return MemberCommands.named(
                roster().requests().stream().map(Request::member).toList(), prefix, "asking member", "request:list");
    }

    private Roster roster() {
        return selection.party().roster();
    }
}
