package echo.shell;

import echo.api.ItemId;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.party.Party;
import echo.api.party.View;
import echo.shell.words.CommandFailure;
import echo.shell.words.Words;
import java.util.List;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code chat:…} about one message, which {@code chat:messages} names. A name may be shortened while it stays unique. */
@Component(
        service = MessageCommands.class,
        immediate = true,
        property = {
            "osgi.command.scope=chat",
            "osgi.command.function=messages",
            "osgi.command.function=answer",
            "osgi.command.function=edit",
            "osgi.command.function=remove",
            "osgi.command.function=react",
            "osgi.command.function=unreact",
            "osgi.command.function=mark"
        })
public final class MessageCommands {
    private static final long DEFAULT_LAST = 20;

    private final Selection selection;

    @Activate
    public MessageCommands(@Reference Selection selection) {
        this.selection = selection;
    }

    /** What is done to a message of a thread. */
    private interface Act {
        void on(ThreadItem thread, MessageId message);
    }

    @Descriptor("prints a chat's last messages, each after its name")
    public String messages(@Descriptor("ID [--last N]") Object[] words) {
        return Words.answer("chat:messages ID [--last N]", words, args -> {
            long last = args.number("--last", DEFAULT_LAST);
            View view = selection.party().view();
            List<ThreadMessage> messages =
                    thread(view, Selection.item(view, args.next("ID"))).messages();
            args.end();
            return String.join(
                    "\n",
                    messages.stream()
                            .skip(Math.max(0, messages.size() - last))
                            .map(message -> message.id() + "  " + ChatCommands.line(message))
                            .toList());
        });
    }

    @Descriptor("posts a message that answers another")
    public String answer(@Descriptor("ID MESSAGE TEXT") Object[] words) {
        return Words.answer("chat:answer ID MESSAGE TEXT", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            String text = args.sentence("TEXT");
            return done(chat, message, (thread, id) -> thread.answer(id, text));
        });
    }

    @Descriptor("replaces the text of your own message")
    public String edit(@Descriptor("ID MESSAGE TEXT") Object[] words) {
        return Words.answer("chat:edit ID MESSAGE TEXT", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            String text = args.sentence("TEXT");
            return done(chat, message, (thread, id) -> thread.edit(id, text));
        });
    }

    @Descriptor("removes your own message")
    public String remove(@Descriptor("ID MESSAGE") Object[] words) {
        return Words.answer("chat:remove ID MESSAGE", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            args.end();
            return done(chat, message, ThreadItem::remove);
        });
    }

    @Descriptor("reacts to a message, as with an emoji")
    public String react(@Descriptor("ID MESSAGE REACTION") Object[] words) {
        return Words.answer("chat:react ID MESSAGE REACTION", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            String reaction = args.next("REACTION");
            args.end();
            return done(chat, message, (thread, id) -> thread.react(id, reaction));
        });
    }

    @Descriptor("takes your reaction to a message away")
    public String unreact(@Descriptor("ID MESSAGE REACTION") Object[] words) {
        return Words.answer("chat:unreact ID MESSAGE REACTION", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            String reaction = args.next("REACTION");
            args.end();
            return done(chat, message, (thread, id) -> thread.unreact(id, reaction));
        });
    }

    @Descriptor("marks everything up to and with a message as read")
    public String mark(@Descriptor("ID MESSAGE") Object[] words) {
        return Words.answer("chat:mark ID MESSAGE", words, args -> {
            String chat = args.next("ID");
            String message = args.next("MESSAGE");
            args.end();
            return done(chat, message, ThreadItem::markRead);
        });
    }

    private String done(String chatPrefix, String messagePrefix, Act act) {
        Party party = selection.party();
        ItemId chat = Selection.item(party.view(), chatPrefix);
        MessageId message = message(thread(party.view(), chat), messagePrefix);
        return ItemCommands.written(party, chat, batch -> act.on(batch.edit(chat, ThreadItem.class), message));
    }

    private static ThreadItem thread(View view, ItemId chat) {
        return Selection.existing(view, chat).as(ThreadItem.class);
    }

    private static MessageId message(ThreadItem thread, String prefix) {
        List<MessageId> all = thread.messages().stream().map(ThreadMessage::id).toList();
        List<MessageId> named =
                all.stream().filter(id -> id.toString().equals(prefix)).toList();
        List<MessageId> found = named.isEmpty()
                ? all.stream().filter(id -> id.toString().startsWith(prefix)).toList()
                : named;
        if (found.size() == 1) {
            return found.get(0);
        }
        throw CommandFailure.usage((found.isEmpty() ? "no message is named " : "several messages are named ") + prefix
                + "…; see chat:messages");
    }
}
