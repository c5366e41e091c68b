package echo.model.messenger;

import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ItemEditor;
import java.util.Collections;
import java.util.List;

/** People's view of a thread: reads its state, writes each command as one mutation. */
final class ThreadHandle implements ThreadItem {
    private final ItemEditor<ThreadState> editor;

    ThreadHandle(ItemEditor<ThreadState> editor) {
        this.editor = editor;
    }

    @Override
    public List<ThreadMessage> messages() {
        return Collections.unmodifiableList(editor.state().inOrder());
    }

    @Override
    public void post(String text) {
        editor.mutate(IntentFormat.write(new Intent.Post(text)));
    }

    @Override
    public void edit(MessageId message, String text) {
        editor.mutate(IntentFormat.write(new Intent.Edit(shown(message), text)));
    }

    @Override
    public void remove(MessageId message) {
        editor.mutate(IntentFormat.write(new Intent.Remove(shown(message))));
    }

    private MessageId shown(MessageId message) {
        if (!editor.state().messages().containsKey(message)) {
            throw new IllegalArgumentException("the thread shows no message " + message);
        }
        return message;
    }
}
