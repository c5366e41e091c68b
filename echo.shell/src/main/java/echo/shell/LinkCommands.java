package echo.shell;

import echo.api.ItemId;
import echo.api.party.Echo;
import echo.api.party.Party;
import echo.api.value.Value;
import echo.shell.words.CommandFailure;
import echo.shell.words.GogoValue;
import echo.shell.words.Words;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code item:link…}: links between items. A target of another party is written {@code echo://PARTY/ITEM}. */
@Component(
        service = LinkCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=item",
            "osgi.command.function=link",
            "osgi.command.function=unlink",
            "osgi.command.function=links"
        })
public final class LinkCommands {
    private final Echo echo;
    private final Selection selection;

    @Activate
    public LinkCommands(@Reference Echo echo, @Reference Selection selection) {
        this.echo = echo;
        this.selection = selection;
    }

    @Descriptor("links an item to another, with properties as '{\"key\": 1}'")
    public String link(@Descriptor("ID TYPE TARGET [PROPERTIES]") Object[] words) {
        return Words.answer("item:link ID TYPE TARGET [PROPERTIES]", words, args -> {
            Party party = selection.party();
            ItemId from = ItemCommands.notRoot(Selection.item(party.view(), args.next("ID")));
            String type = args.next("TYPE");
            var to = LinkText.target(party.view(), args.next("TARGET"));
            Value.MapValue properties = args.isEmpty() ? Value.MapValue.EMPTY : properties(args);
            args.end();
            return ItemCommands.written(party, from, batch -> batch.link(from, type, to, properties));
        });
    }

    @Descriptor("takes a link away")
    public String unlink(@Descriptor("ID TYPE TARGET") Object[] words) {
        return Words.answer("item:unlink ID TYPE TARGET", words, args -> {
            Party party = selection.party();
            ItemId from = ItemCommands.notRoot(Selection.item(party.view(), args.next("ID")));
            String type = args.next("TYPE");
            var to = LinkText.target(party.view(), args.next("TARGET"));
            args.end();
            return ItemCommands.written(party, from, batch -> batch.unlink(from, type, to));
        });
    }

    @Descriptor("lists the links from an item and those to it")
    public String links(@Descriptor("ID") Object[] words) {
        return Words.answer("item:links ID", words, args -> {
            Party party = selection.party();
            ItemId item = ItemCommands.notRoot(Selection.item(party.view(), args.next("ID")));
            args.end();
            return new LinkText(echo, party.view()).of(item);
        });
    }

    private static Value.MapValue properties(Words args) {
        if (GogoValue.of(args.value("PROPERTIES")) instanceof Value.MapValue map) {
            return map;
        }
        throw CommandFailure.usage("PROPERTIES is a map, as '{\"key\": 1}'");
    }
}
