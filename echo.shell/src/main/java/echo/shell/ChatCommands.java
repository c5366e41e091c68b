package echo.shell;

import echo.api.ItemId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Party;
import echo.api.party.View;
import echo.shell.words.Words;
import java.util.List;
import java.util.Optional;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat:…}: threads of messages, which are items too. */
@Component(
        service = ChatCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=chat",
            "osgi.command.function=create",
            "osgi.command.function=post",
            "osgi.command.function=read"
        })
public final class ChatCommands {
    private static final long DEFAULT_LAST = 20;

    private final Selection selection;

    @Activate
    public ChatCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    @Descriptor("creates a chat and prints its id; PARENT is the root unless given")
    public String create(@Descriptor("[PARENT]") Object[] words) {
        return Words.answer("chat:create [PARENT]", words, args -> {
            Optional<String> parent = args.optional();
            args.end();
            return ItemCommands.created(selection.party(), ThreadItem.TYPE, parent.orElse("/"))
                    .toString();
        });
    }

    @Descriptor("posts a message")
    public String post(@Descriptor("ID TEXT") Object[] words) {
        return Words.answer("chat:post ID TEXT", words, args -> {
            Party party = selection.party();
            ItemId chat = Selection.item(party.view(), args.next("ID"));
            String text = args.sentence("TEXT");
            return ItemCommands.written(
                    party, chat, batch -> batch.edit(chat, ThreadItem.class).post(text));
        });
    }

    @Descriptor("prints a chat's last messages, in the party's order")
    public String read(@Descriptor("ID [--last N]") Object[] words) {
        return Words.answer("chat:read ID [--last N]", words, args -> {
            long last = args.number("--last", DEFAULT_LAST);
            View view = selection.party().view();
            ItemId chat = Selection.item(view, args.next("ID"));
            args.end();
            List<ThreadMessage> messages =
                    Selection.existing(view, chat).as(ThreadItem.class).messages();
            long skipped = Math.max(0, messages.size() - last);
            String head = skipped > 0 ? "(" + skipped + " earlier; --last N shows more)\n" : "";
            return head
                    + String.join(
                            "\n",
                            messages.stream()
                                    .skip(skipped)
                                    .map(ChatCommands::line)
                                    .toList());
        });
    }

    /** A message as people see it: its author, text, and how many react how. */
    static String line(ThreadMessage message) {
        StringBuilder line = new StringBuilder(message.author() + "  " + message.text());
        line.append(message.edited() ? "  (edited)" : "");
        message.reactions()
                .forEach((reaction, members) ->
                        line.append("  ").append(reaction).append(' ').append(members.size()));
        return line.toString();
    }
}
