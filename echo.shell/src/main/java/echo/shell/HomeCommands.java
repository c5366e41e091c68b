package echo.shell;

import echo.api.DeviceKey;
import echo.api.EchoException;
import echo.api.PartyKey;
import echo.api.party.Device;
import echo.api.party.Echo;
import echo.api.party.Known;
import echo.api.party.Party;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code home:…}: the devices of this node's member, and the parties that they have open. */
@Component(
        service = HomeCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=home",
            "osgi.command.function=invite",
            "osgi.command.function=enter",
            "osgi.command.function=devices",
            "osgi.command.function=retire",
            "osgi.command.function=parties",
            "osgi.command.function=open"
        })
public final class HomeCommands {
    private final Echo echo;
    private final Selection selection;

    @Activate
    public HomeCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
    }

    @Descriptor("makes a code with which your other devices find your parties")
    public String invite(@Descriptor("") Object[] words) {
        return Words.answer("home:invite", words, args -> {
            args.end();
            String code = Patience.await(echo.home().invite(), "making the code");
            return "code " + code
                    + "\nfor devices that have your key (key:device, key:phrase); there type: home:enter CODE";
        });
    }

    @Descriptor("enters the home of your other device")
    public String enter(@Descriptor("CODE") Object[] words) {
        return Words.answer("home:enter CODE", words, args -> {
            String code = args.next("CODE");
            args.end();
            Patience.await(echo.home().enter(code), "entering");
            return "this is a device of " + echo.member() + " now; its parties: home:parties";
        });
    }

    @Descriptor("lists your devices")
    public String devices(@Descriptor("") Object[] words) {
        return Words.answer("home:devices", words, args -> {
            args.end();
            return devices();
        });
    }

    private String devices() {
        return String.join(
                "\n", home().roster().devices().stream().map(this::line).toList());
    }

    private String line(Device device) {
        return device.key() + (device.key().equals(echo.device()) ? " (this one)" : "");
    }

    @Descriptor("takes a device out of your home; in each party that it opened retire it too")
    public String retire(@Descriptor("DEVICE") Object[] words) {
        return Words.answer("home:retire DEVICE", words, args -> {
            DeviceKey device = MemberCommands.named(
                    home().roster().devices().stream().map(Device::key).toList(),
                    args.next("DEVICE"),
                    "device",
                    "home:devices");
            args.end();
            Patience.await(home().roster().retire(device), "retiring the device");
            return devices() + "\nin each party that it has open, type member:retire too";
        });
    }

    @Descriptor("lists the parties that your devices have open")
    public String parties(@Descriptor("") Object[] words) {
        return Words.answer("home:parties", words, args -> {
            args.end();
            List<String> lines =
                    echo.home().parties().stream().map(HomeCommands::line).toList();
            return lines.isEmpty() ? "no device has told of a party" : String.join("\n", lines);
        });
    }

    private static String line(Known known) {
        return known.party() + " '" + Words.plain(known.name()) + "' on "
                + known.devices().size() + " of your devices"
                + (known.open() ? "" : "; here type: home:open " + known.party());
    }

    @Descriptor("opens here a party that another of your devices has open")
    public String open(@Descriptor("PARTY") Object[] words) {
        return Words.answer("home:open PARTY", words, args -> {
            PartyKey key = MemberCommands.named(
                    echo.home().parties().stream().map(Known::party).toList(),
                    args.next("PARTY"),
                    "party",
                    "home:parties");
            args.end();
            Party party = Patience.await(echo.home().open(key), "opening the party");
            selection.choose(party);
            return "party " + party.key() + " '" + party.name() + "' open as another device of " + echo.member();
        });
    }

    private Party home() {
        return echo.home()
                .party()
                .orElseThrow(() -> new CommandFailure(
                        EchoException.Kind.UNAVAILABLE,
                        "there is no home yet: home:invite founds it, home:enter CODE enters that of another device"));
    }
}
