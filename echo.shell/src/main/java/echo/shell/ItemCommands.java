package echo.shell;

import echo.api.ItemId;
import echo.api.item.ObjectItem;
import echo.api.item.TextItem;
import echo.api.item.ThreadItem;
import echo.api.party.Batch;
import echo.api.party.Item;
import echo.api.party.Party;
import echo.api.party.Place;
import echo.api.party.View;
import echo.api.value.Literal;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.shell.words.CommandFailure;
import echo.shell.words.GogoValue;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code item:…}: the party's items. An id may be shortened while it stays unique; {@code /} is the root. */
@Component(
        service = ItemCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=item",
            "osgi.command.function=create",
            "osgi.command.function=set",
            "osgi.command.function=unset",
            "osgi.command.function=increment",
            "osgi.command.function=get",
            "osgi.command.function=tree",
            "osgi.command.function=move",
            "osgi.command.function=rm",
            "osgi.command.function=restore",
            "osgi.command.function=ids"
        })
public final class ItemCommands {
    private final Selection selection;

    @Activate
    public ItemCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor("creates an item and prints its id; TYPE is echo.object unless given, PARENT the root")
    public String create(@Descriptor("[TYPE] [PARENT]") Object[] words) {
        return Words.answer("item:create [TYPE] [PARENT]", words, args -> {
            String type = args.optional().orElse(ObjectItem.TYPE);
            Optional<String> parent = args.optional();
            args.end();
            return created(selection.party(), type, parent.orElse("/")).toString();
        });
    }

    @Descriptor("sets a property: a number, true, null, '\"text\"', '[1, 2]', '{\"key\": 1}', or else text")
    public String set(@Descriptor("ID PATH VALUE") Object[] words) {
        return Words.answer("item:set ID PATH VALUE", words, args -> {
            String prefix = args.next("ID");
            Path path = Path.of(args.next("PATH"));
            Value value = GogoValue.of(args.value("VALUE"));
            args.end();
            return changed(prefix, item -> item.set(path, value));
        });
    }

    @Descriptor("removes a property and what lies below it")
    public String unset(@Descriptor("ID PATH") Object[] words) {
        return Words.answer("item:unset ID PATH", words, args -> {
            String prefix = args.next("ID");
            Path path = Path.of(args.next("PATH"));
            args.end();
            return changed(prefix, item -> item.unset(path));
        });
    }

    @Descriptor("adds BY, 1 unless given, to an integer property; increments made apart add up")
    public String increment(@Descriptor("ID PATH [BY]") Object[] words) {
        return Words.answer("item:increment ID PATH [BY]", words, args -> {
            String prefix = args.next("ID");
            Path path = Path.of(args.next("PATH"));
            long by = args.optional().map(ItemCommands::whole).orElse(1L);
            args.end();
            return changed(prefix, item -> item.increment(path, by));
        });
    }

    @Descriptor("prints an item's properties, or the one at PATH")
    public String get(@Descriptor("ID [PATH]") Object[] words) {
        return Words.answer("item:get ID [PATH]", words, args -> {
            View view = selection.party().view();
            Item item = Selection.existing(view, Selection.item(view, args.next("ID")));
            Optional<Path> path = args.optional().map(Path::of);
            args.end();
            return path.isPresent() ? property(item, path.get()) : properties(item);
        });
    }

    @Descriptor("prints the items below ID, or all")
    public String tree(@Descriptor("[ID]") Object[] words) {
        return Words.answer("item:tree [ID]", words, args -> {
            View view = selection.party().view();
            ItemId top =
                    args.optional().map(prefix -> Selection.item(view, prefix)).orElse(ItemId.ROOT);
            args.end();
            return new TreeText(view).below(top);
        });
    }

    @Descriptor("makes an item a child of another: the last one, unless its place is given")
    public String move(@Descriptor("ID PARENT [before ID | after ID | first]") Object[] words) {
        return Words.answer("item:move ID PARENT [before ID | after ID | first]", words, args -> {
            Party party = selection.party();
            ItemId item = Selection.item(party.view(), args.next("ID"));
            ItemId parent = Selection.item(party.view(), args.next("PARENT"));
            Place place = place(party.view(), args);
            args.end();
            return written(party, notRoot(item), batch -> batch.move(item, parent, place));
        });
    }

    private static Place place(View view, Words args) {
        String word = args.optional().orElse("last");
        return switch (word) {
            case "last" -> Place.LAST;
            case "first" -> Place.FIRST;
            case "before" -> new Place.Before(Selection.item(view, args.next("ID")));
            case "after" -> new Place.After(Selection.item(view, args.next("ID")));
            default -> throw CommandFailure.usage("'" + word + "' is no place; write before ID, after ID or first");
        };
    }

    @Descriptor("deletes an item and what lies below it; item:restore undoes it")
    public String rm(@Descriptor("ID") Object[] words) {
        return Words.answer("item:rm ID", words, args -> {
            Party party = selection.party();
            ItemId item = Selection.item(party.view(), args.next("ID"));
            args.end();
            return written(party, notRoot(item), batch -> batch.delete(item));
        });
    }

    @Descriptor("undoes the deletion of an item, given by its whole id")
    public String restore(@Descriptor("ID") Object[] words) {
        return Words.answer("item:restore ID", words, args -> {
            Party party = selection.party();
            ItemId item = Selection.item(party.view(), args.next("ID"));
            args.end();
            return written(party, notRoot(item), batch -> batch.restore(item));
        });
    }

    /** Every item's id, for the shell's completion. */
    @Descriptor("lists the ids of all items, for completion")
    public List<String> ids() {
        List<String> ids = new ArrayList<>();
        View view = selection.party().view();
        collect(view, ItemId.ROOT, ids);
        return ids;
    }

    static ItemId created(Party party, String type, String parentPrefix) {
        ItemId parent = Selection.item(party.view(), parentPrefix);
        List<ItemId> created = new ArrayList<>();
        written(party, parent, batch -> created.add(batch.create(type, parent)));
        return created.get(0);
    }

    /** Writes a batch, waits until it is durable, and answers with the id of the item that it is about. */
    static String written(Party party, ItemId item, Consumer<Batch> edit) {
        Patience.await(party.write(edit).durable(), "the write");
        return item.toString();
    }

    private String changed(String prefix, Consumer<ObjectItem> change) {
        Party party = selection.party();
        ItemId item = notRoot(Selection.item(party.view(), prefix));
        return written(party, item, batch -> change.accept(batch.edit(item, ObjectItem.class)));
    }

    private static long whole(String number) {
        try {
            return Long.parseLong(number);
        } catch (NumberFormatException e) {
            throw CommandFailure.usage("BY is a whole number of 64 bits, not '" + number + "'");
        }
    }

    static ItemId notRoot(ItemId item) {
        if (item.equals(ItemId.ROOT)) {
            throw CommandFailure.usage("the root cannot be changed; name an item, see item:tree");
        }
        return item;
    }

    private static String property(Item item, Path path) {
        return item.as(ObjectItem.class)
                .get(path)
                .map(Literal::write)
                .orElseThrow(
                        () -> CommandFailure.usage("the item has nothing at " + path + "; see item:get " + item.id()));
    }

    private static String properties(Item item) {
        List<String> lines = new ArrayList<>();
        lines.add(item.id() + " " + item.model() + (item.deleted() ? " deleted" : "")
                + (item.opaque() ? " waiting for its model" : ""));
        if (item.model().type().equals(ThreadItem.TYPE)) {
            lines.add("a thread of messages; type chat:read " + item.id());
        } else if (item.model().type().equals(TextItem.TYPE)) {
            lines.add("a text; type text:show " + item.id());
        } else if (!item.opaque()) {
            item.as(ObjectItem.class)
                    .properties()
                    .entries()
                    .forEach((key, value) -> lines.add(key + " = " + Literal.write(value)));
        }
        return String.join("\n", lines);
    }

    private static void collect(View view, ItemId parent, List<String> ids) {
        for (Item child : view.children(parent)) {
            ids.add(child.id().toString());
            collect(view, child.id(), ids);
        }
    }
}
