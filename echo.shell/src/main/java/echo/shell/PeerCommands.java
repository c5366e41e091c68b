package echo.shell;

import echo.api.party.Echo;
import echo.api.party.Peer;
import echo.api.transport.Address;
import echo.shell.words.Words;
import java.util.List;
import java.util.function.Consumer;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code peer:…}: whom this node talks to. */
@Component(
        service = PeerCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=peer",
            "osgi.command.function=list",
            "osgi.command.function=connect",
            "osgi.command.function=disconnect"
        })
public final class PeerCommands {
    private final Echo echo;

    @Activate
    public PeerCommands(@Reference Echo echo) {
        this.echo = echo;
    }

    @Descriptor("lists the nodes that this one is or wants to be connected with")
    public String list(@Descriptor("") Object[] words) {
        return Words.answer("peer:list", words, args -> {
            args.end();
            List<Peer> peers = echo.peers();
            return peers.isEmpty()
                    ? "no peers; type peer:connect HOST:PORT"
                    : String.join("\n", peers.stream().map(PeerCommands::line).toList());
        });
    }

    @Descriptor("keeps a connection to a node")
    public String connect(@Descriptor("HOST:PORT") Object[] words) {
        return about("peer:connect HOST:PORT", words, echo::connect);
    }

    @Descriptor("gives up connections to a node and dials it no more")
    public String disconnect(@Descriptor("HOST:PORT") Object[] words) {
        return about("peer:disconnect HOST:PORT", words, echo::disconnect);
    }

    private static String about(String usage, Object[] words, Consumer<Address> command) {
        return Words.answer(usage, words, args -> {
            Address address = Address.parse(args.next("HOST:PORT"));
            args.end();
            command.accept(address);
            return address.toString();
        });
    }

    private static String line(Peer peer) {
        return peer.address() + (peer.dialled() ? " dialled" : " dialled us")
                + peer.party().map(party -> ", party " + party).orElse("")
                + peer.member().map(member -> ", member " + member).orElse("")
                + ", " + peer.state();
    }
}
