package echo.shell;

import echo.api.ItemId;
import echo.api.item.TextItem;
import echo.api.party.Party;
import echo.api.party.View;
import echo.shell.words.CommandFailure;
import echo.shell.words.Words;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code text:…}: texts that many write at once, which are items too. Places are counted in code points, from 0. */
@Component(
        service = TextCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=text",
            "osgi.command.function=create",
            "osgi.command.function=show",
            "osgi.command.function=insert",
            "osgi.command.function=delete"
        })
public final class TextCommands {
    private final Selection selection;

    @Activate
    public TextCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor("creates a text and prints its id; PARENT is the root unless given")
    public String create(@Descriptor("[PARENT]") Object[] words) {
        return Words.answer("text:create [PARENT]", words, args -> {
            Optional<String> parent = args.optional();
            args.end();
            return ItemCommands.created(selection.party(), TextItem.TYPE, parent.orElse("/"))
                    .toString();
        });
    }

    @Descriptor("prints a text")
    public String show(@Descriptor("ID") Object[] words) {
        return Words.answer("text:show ID", words, args -> {
            View view = selection.party().view();
            ItemId text = Selection.item(view, args.next("ID"));
            args.end();
            return Selection.existing(view, text).as(TextItem.class).text();
        });
    }

    @Descriptor("inserts before the code point at AT")
    public String insert(@Descriptor("ID AT TEXT") Object[] words) {
        return Words.answer("text:insert ID AT TEXT", words, args -> {
            String prefix = args.next("ID");
            int at = count("AT", args.next("AT"));
            String inserted = args.sentence("TEXT");
            return changed(prefix, text -> text.insert(at, inserted));
        });
    }

    @Descriptor("deletes COUNT code points from FROM on")
    public String delete(@Descriptor("ID FROM COUNT") Object[] words) {
        return Words.answer("text:delete ID FROM COUNT", words, args -> {
            String prefix = args.next("ID");
            int from = count("FROM", args.next("FROM"));
            int count = count("COUNT", args.next("COUNT"));
            args.end();
            return changed(prefix, text -> text.delete(from, count));
        });
    }

    private String changed(String prefix, Consumer<TextItem> change) {
        Party party = selection.party();
        ItemId text = Selection.item(party.view(), prefix);
        return ItemCommands.written(party, text, batch -> change.accept(batch.edit(text, TextItem.class)));
    }

    private static int count(String name, String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw CommandFailure.usage(name + " is a number of code points, not '" + word + "'");
        }
    }
}
