package echo.model.messenger;

import echo.api.MemberKey;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ItemEditor;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** People's view of a thread: reads its state, writes each command as one mutation. */
final class ThreadHandle implements ThreadItem {
    private final ItemEditor<ThreadState> editor;

    ThreadHandle(ItemEditor<ThreadState> editor) {
        this.editor = editor;
    }

    @Override
    public List<ThreadMessage> messages() {
        return editor.state().inOrder().stream().map(Message::shown).toList();
    }

    @Override
    public void post(String text) {
        editor.mutate(IntentFormat.write(new Intent.Post(text, null)));
    }

    @Override
    public void edit(MessageId message, String text) {
        editor.mutate(IntentFormat.write(new Intent.Edit(shown(message), text)));
    }

    @Override
    public void remove(MessageId message) {
        editor.mutate(IntentFormat.write(new Intent.Remove(shown(message))));
    }

    @Override
    public void answer(MessageId message, String text) {
        editor.mutate(IntentFormat.write(new Intent.Post(text, shown(message))));
    }

    @Override
    public void react(MessageId message, String reaction) {
        editor.mutate(IntentFormat.write(new Intent.React(shown(message), reaction)));
    }

    @Override
    public void unreact(MessageId message, String reaction) {
        editor.mutate(IntentFormat.write(new Intent.Unreact(shown(message), reaction)));
    }

    @Override
    public void markRead(MessageId message) {
        editor.mutate(IntentFormat.write(new Intent.Read(shown(message))));
    }

    @Override
    public SortedMap<MemberKey, MessageId> readMarks() {
        return Collections.unmodifiableSortedMap(
                new TreeMap<>(editor.state().marks().asMap()));
    }

    private MessageId shown(MessageId message) {
        if (!editor.state().messages().containsKey(message)) {
            throw new IllegalArgumentException("the thread shows no message " + message);
        }
        return message;
    }
}
