package echo.shell;

import echo.api.DeviceKey;
import echo.api.MemberKey;
import echo.api.VerifyingKey;
import echo.api.blob.Cid;
import echo.api.party.Device;
import echo.api.party.Echo;
import echo.api.party.Member;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.api.party.Roster;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code member:…}: who belongs to the party, and who decides what. */
@Component(
        service = MemberCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=member",
            "osgi.command.function=list",
            "osgi.command.function=role",
            "osgi.command.function=remove",
            "osgi.command.function=leave",
            "osgi.command.function=devices",
            "osgi.command.function=retire",
            "osgi.command.function=profile",
            "osgi.command.function=policy"
        })
public final class MemberCommands {
    private final Echo echo;
    private final Selection selection;

    @Activate
    public MemberCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
    }

    @Descriptor("lists the party's members, seniors first")
    public String list(@Descriptor("") Object[] words) {
        return Words.answer("member:list", words, args -> {
            args.end();
            return list();
        });
    }

    /** A line for each member. */
    String list() {
        return String.join("\n", roster().members().stream().map(this::line).toList());
    }

    @Descriptor("makes a member an admin, a writer, a reader or a relay")
    public String role(@Descriptor("MEMBER ROLE") Object[] words) {
        return Words.answer("member:role MEMBER ROLE", words, args -> {
            MemberKey member = member(args.next("MEMBER"));
            Role role = role(args.next("ROLE"));
            args.end();
            Patience.await(roster().setRole(member, role), "the change");
            return list();
        });
    }

    @Descriptor("takes a member out of the party; what it wrote until now stays")
    public String remove(@Descriptor("MEMBER") Object[] words) {
        return Words.answer("member:remove MEMBER", words, args -> {
            MemberKey member = member(args.next("MEMBER"));
            args.end();
            if (member.equals(echo.member())) {
                throw CommandFailure.usage("that is you; to leave the party type member:leave");
            }
            Patience.await(roster().remove(member), "the removal");
            return list();
        });
    }

    @Descriptor("takes you out of the party, with all your devices")
    public String leave(@Descriptor("") Object[] words) {
        return Words.answer("member:leave", words, args -> {
            args.end();
            Patience.await(roster().remove(echo.member()), "leaving");
            return "you are no member any more; what you wrote stays with the others";
        });
    }

    @Descriptor("lists the members' devices")
    public String devices(@Descriptor("") Object[] words) {
        return Words.answer("member:devices", words, args -> {
            args.end();
            return devices();
        });
    }

    private String devices() {
        return String.join("\n", roster().devices().stream().map(this::line).toList());
    }

    @Descriptor("takes a device from its member; what it wrote until now stays")
    public String retire(@Descriptor("DEVICE") Object[] words) {
        return Words.answer("member:retire DEVICE", words, args -> {
            DeviceKey device = named(
                    roster().devices().stream().map(Device::key).toList(),
                    args.next("DEVICE"),
                    "device",
                    "member:devices");
            args.end();
            Patience.await(roster().retire(device), "retiring the device");
            return devices();
        });
    }

    @Descriptor("says how you want to be shown in this party")
    public String profile(@Descriptor("NAME [--picture CID]") Object[] words) {
        return Words.answer("member:profile NAME [--picture CID]", words, args -> {
            Optional<Cid> picture = args.option("--picture").map(MemberCommands::cid);
            Profile profile = new Profile(args.sentence("NAME"), picture);
            Patience.await(roster().setProfile(profile), "the change");
            return list();
        });
    }

    private static Cid cid(String text) {
        return Cid.parse(text)
                .orElseThrow(() -> CommandFailure.usage("'" + text + "' is no name of a blob; it begins with b"));
    }

    @Descriptor("tells the party's policy, or lays down another")
    public String policy(@Descriptor("[open|fixed] [past|no-past]") Object[] words) {
        return Words.answer("member:policy [open|fixed] [past|no-past]", words, args -> {
            Policy policy = roster().policy();
            if (!args.isEmpty()) {
                while (!args.isEmpty()) {
                    policy = changed(policy, args.next("POLICY"));
                }
                Patience.await(roster().setPolicy(policy), "the change");
            }
            return line(roster().policy());
        });
    }

    private static Policy changed(Policy policy, String word) {
        return switch (word) {
            case "open", "fixed" -> new Policy(word.equals("open"), policy.past());
            case "past", "no-past" -> new Policy(policy.open(), word.equals("past"));
            default -> throw CommandFailure.usage("'" + word + "' is no policy; write open or fixed, past or no-past");
        };
    }

    private static String line(Policy policy) {
        return (policy.open() ? "open: admins admit members" : "fixed: nobody is admitted any more")
                + (policy.past()
                        ? "; past: who is admitted reads what was written before"
                        : "; no-past: who is admitted reads what is written from then on");
    }

    /** The role that {@code word} names. */
    static Role role(String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> CommandFailure.usage("'" + word + "' is no role; write one of "
                        + Arrays.toString(Role.values()).toLowerCase(Locale.ROOT)));
    }

    private MemberKey member(String prefix) {
        return named(roster().members().stream().map(Member::key).toList(), prefix, "member", "member:list");
    }

    /** The one of {@code keys} that begins with {@code prefix}; {@code command} lists them. */
    static <K extends VerifyingKey> K named(List<K> keys, String prefix, String kind, String command) {
        List<K> found = keys.stream()
                .filter(key -> key.bytes().toHex().startsWith(prefix.toLowerCase(Locale.ROOT)))
                .toList();
        if (found.size() != 1) {
            throw CommandFailure.usage((found.isEmpty() ? "no " + kind + "'s key begins" : found.size() + " keys begin")
                    + " with '" + prefix + "'; see " + command);
        }
        return found.get(0);
    }

    private String line(Member member) {
        String name = roster().profile(member.key())
                .map(profile -> " '" + Words.plain(profile.name()) + "'")
                .orElse("");
        return member.key() + name + " " + member.role() + (member.key().equals(echo.member()) ? " (you)" : "");
    }

    private String line(Device device) {
        return device.key() + " of " + device.member() + (device.key().equals(echo.device()) ? " (this one)" : "");
    }

    private Roster roster() {
        return selection.party().roster();
    }
}
