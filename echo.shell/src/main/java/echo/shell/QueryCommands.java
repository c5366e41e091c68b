package echo.shell;

import echo.api.ItemId;
import echo.api.party.Change;
import echo.api.party.Party;
import echo.api.party.Party.Subscription;
import echo.api.query.Query;
import echo.api.value.Path;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code item:…} over many items: queries in their text form (docs/queries.md). Gogo has its own use for parentheses, so a query
 * stands in single quotes.
 */
@Component(
        service = QueryCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=item",
            "osgi.command.function=select",
            "osgi.command.function=watch",
            "osgi.command.function=index"
        })
public final class QueryCommands {
    private final Selection selection;

    @Activate
    public QueryCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor("prints the items that a query finds, as '(&(@type=echo.object)(age>=18)) order name limit 20'")
    public String select(@Descriptor("'QUERY'") Object[] words) {
        return Words.answer("item:select 'QUERY'", words, args -> {
            Query query = Query.parse(args.sentence("QUERY"));
            var found = selection.party().view().select(query);
            List<String> lines = new ArrayList<>();
            found.items().forEach(item -> lines.add(TreeText.line(item)));
            lines.add(found.items().size() + " found by " + found.plan());
            found.next().ifPresent(key -> lines.add("more: item:select '" + query.after(key) + "'"));
            return String.join("\n", lines);
        });
    }

    @Descriptor("waits until what a query finds is no longer the same, and prints what became of it")
    public String watch(@Descriptor("'QUERY'") Object[] words) {
        return Words.answer("item:watch 'QUERY'", words, args -> {
            Query query = Query.parse(args.sentence("QUERY"));
            CompletableFuture<Change> changed = new CompletableFuture<>();
            Subscription watching = selection.party().watch(query, change -> {
                if (!change.whole()) {
                    changed.complete(change);
                }
            });
            try {
                return lines(Patience.await(changed, "a change of the result"));
            } finally {
                watching.close();
            }
        });
    }

    @Descriptor("has this node index the items of a type, by a property if PATH is given")
    public String index(@Descriptor("TYPE [PATH]") Object[] words) {
        return Words.answer("item:index TYPE [PATH]", words, args -> {
            Party party = selection.party();
            String type = args.next("TYPE");
            Optional<Path> path = args.optional().map(Path::of);
            args.end();
            Patience.await(path.isPresent() ? party.index(type, path.get()) : party.index(type), "the index");
            return "index " + type + path.map(it -> " " + it).orElse("");
        });
    }

    private static String lines(Change change) {
        List<String> lines = new ArrayList<>();
        change.added().forEach(item -> lines.add("+ " + TreeText.line(item)));
        change.changed().forEach(item -> lines.add("~ " + TreeText.line(item)));
        for (ItemId item : change.removed()) {
            lines.add("- " + item);
        }
        return String.join("\n", lines);
    }
}
