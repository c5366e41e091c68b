package echo.shell;

import echo.api.ItemId;
import echo.api.feed.Timeframe;
import echo.api.party.Party;
import echo.api.party.View;
import echo.api.past.Cause;
import echo.api.past.Deed;
import echo.api.past.Difference;
import echo.api.past.History;
import echo.api.past.LinkChange;
import echo.api.past.Undo;
import echo.api.value.Literal;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.shell.words.CommandFailure;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code party:…}: what was, and taking back. WHEN is the name of a mark, or a timeframe as {@code party:mark} prints it. */
@Component(
        service = PastCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=party",
            "osgi.command.function=mark",
            "osgi.command.function=await",
            "osgi.command.function=at",
            "osgi.command.function=diff",
            "osgi.command.function=history",
            "osgi.command.function=why",
            "osgi.command.function=undo",
            "osgi.command.function=redo"
        })
public final class PastCommands {
    private final Selection selection;
    private final Map<String, Timeframe> marks = new ConcurrentSkipListMap<>();

    @Activate
    public PastCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor(
            "prints the present timeframe, which other nodes understand too, and remembers it by NAME until this node stops")
    public String mark(@Descriptor("[NAME]") Object[] words) {
        return Words.answer("party:mark [NAME]", words, args -> {
            Optional<String> name = args.optional();
            args.end();
            Timeframe now = selection.party().view().timeframe();
            name.ifPresent(it -> marks.put(it, now));
            return now.text();
        });
    }

    @Descriptor("waits until all that a timeframe covers is applied here")
    public String await(@Descriptor("WHEN") Object[] words) {
        return Words.answer("party:await WHEN", words, args -> {
            Timeframe when = when(args.next("WHEN"));
            args.end();
            View view = Patience.await(selection.party().await(when), "what the timeframe covers");
            return "timeframe " + view.timeframe();
        });
    }

    @Descriptor("prints the items as they were, all or below ID")
    public String at(@Descriptor("WHEN [ID]") Object[] words) {
        return Words.answer("party:at WHEN [ID]", words, args -> {
            Timeframe when = when(args.next("WHEN"));
            Optional<String> prefix = args.optional();
            args.end();
            View then = Patience.await(selection.party().at(when), "reading the past");
            return new TreeText(then)
                    .below(prefix.map(it -> Selection.item(then, it)).orElse(ItemId.ROOT));
        });
    }

    @Descriptor("tells which items and links differ between two timeframes; the second is now unless given")
    public String diff(@Descriptor("FROM [TO]") Object[] words) {
        return Words.answer("party:diff FROM [TO]", words, args -> {
            Party party = selection.party();
            Timeframe from = when(args.next("FROM"));
            Timeframe to =
                    args.optional().map(this::when).orElseGet(() -> party.view().timeframe());
            args.end();
            return difference(Patience.await(party.diff(from, to), "reading the past"));
        });
    }

    @Descriptor("tells who did what to an item, and when")
    public String history(@Descriptor("ID") Object[] words) {
        return Words.answer("party:history ID", words, args -> {
            Party party = selection.party();
            ItemId item = Selection.item(party.view(), args.next("ID"));
            args.end();
            List<String> lines = new ArrayList<>();
            History page = Patience.await(party.history(item), "reading the past");
            page.deeds().forEach(deed -> lines.add(line(deed)));
            while (page.more()) {
                page = Patience.await(
                        party.history(item, page.end(), page.deeds().size()), "reading the past");
                page.deeds().forEach(deed -> lines.add(line(deed)));
            }
            return String.join("\n", lines);
        });
    }

    @Descriptor("tells which mutations made what stands at a path of an item")
    public String why(@Descriptor("ID PATH") Object[] words) {
        return Words.answer("party:why ID PATH", words, args -> {
            Party party = selection.party();
            ItemId item = Selection.item(party.view(), args.next("ID"));
            Path path = Path.of(args.next("PATH"));
            args.end();
            List<Cause> causes = Patience.await(party.why(item, path), "reading the past");
            return causes.isEmpty()
                    ? "nothing was ever at " + path
                    : String.join("\n", causes.stream().map(PastCommands::line).toList());
        });
    }

    @Descriptor("takes back what this node wrote last, or the write that WHEN names")
    public String undo(@Descriptor("[WHEN]") Object[] words) {
        return Words.answer("party:undo [WHEN]", words, args -> {
            Party party = selection.party();
            Optional<Timeframe> when = args.optional().map(this::when);
            args.end();
            return undone(when.map(party::undo).orElseGet(() -> party.edits().undo()));
        });
    }

    @Descriptor("does again what was taken back last")
    public String redo(@Descriptor("") Object[] words) {
        return Words.answer("party:redo", words, args -> {
            args.end();
            return undone(selection.party().edits().redo());
        });
    }

    private Timeframe when(String word) {
        Timeframe mark = marks.get(word);
        if (mark == null && !word.equals("-") && !word.contains(":")) {
            throw CommandFailure.usage("there is no mark '" + word + "'; set one by party:mark " + word);
        }
        return mark == null ? Timeframe.parse(word) : mark;
    }

    private static String line(Deed deed) {
        return Instant.ofEpochMilli(deed.timeMs()) + "  " + deed.author().shortHex() + "  "
                + deed.position().feed().shortHex() + ":" + deed.block() + "  "
                + deed.kind().name().toLowerCase(Locale.ROOT)
                + deed.link().map(change -> " " + line(change)).orElse("")
                + deed.idle().map(reason -> ", without effect: " + reason).orElse("");
    }

    private static String line(Cause cause) {
        return line(cause.deed()) + "  " + value(cause.before()) + " -> " + value(cause.after());
    }

    private static String value(Optional<Value> value) {
        return value.map(Literal::write).orElse("nothing");
    }

    private static String difference(Difference difference) {
        List<String> lines = new ArrayList<>();
        difference.created().forEach(item -> lines.add("created  " + item));
        difference.removed().forEach(item -> lines.add("removed  " + item));
        difference
                .changed()
                .forEach(changed -> lines.add("changed  " + changed.item() + " "
                        + (changed.structure() ? changed.state() ? "in place and state" : "in place" : "in state")));
        difference.links().forEach(change -> lines.add(verb(change) + change.from() + " " + line(change)));
        return lines.isEmpty() ? "nothing differs" : String.join("\n", lines);
    }

    private static String verb(LinkChange change) {
        return change.before().isEmpty() ? "linked   " : change.after().isEmpty() ? "unlinked " : "relinked ";
    }

    private static String line(LinkChange change) {
        Value.MapValue properties = change.after().or(change::before).orElse(Value.MapValue.EMPTY);
        return LinkText.line(change.type(), change.to(), properties);
    }

    private static String undone(CompletionStage<Undo> step) {
        List<String> lines = new ArrayList<>();
        for (Undo.Part part : Patience.await(step, "the write").parts()) {
            lines.add(
                    part instanceof Undo.NotUndoable stands
                            ? "stands   " + stands.item() + ": " + stands.reason()
                            : "undone   " + part.item());
        }
        return String.join("\n", lines);
    }
}
