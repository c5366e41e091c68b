package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.item.MessageId;
import echo.api.item.ThreadItem;
import echo.api.item.ThreadMessage;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.model.messenger.MessengerModel;
import echo.model.messenger.ThreadState;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** P1, P3, P6, P7 for the messenger model: random commands of its handle. */
class MessengerModelContractTest extends ModelContract<ThreadState> {
    @Override
    protected Model<ThreadState> model() {
        return new MessengerModel();
    }

    @Override
    protected Bytes mutation(ThreadState state, RandomGenerator random) {
        Bytes[] written = {Bytes.EMPTY};
        command(thread(state, data -> written[0] = data), random);
        return written[0];
    }

    /** But for read marks, which never go back, and the sign that a message was edited. */
    @Override
    protected boolean isBackAt(ThreadState then, ThreadState now) {
        return shown(then).equals(shown(now));
    }

    private List<String> shown(ThreadState state) {
        return thread(state, data -> {}).messages().stream()
                .map(each -> each.id() + " " + each.text() + " " + each.reactions())
                .toList();
    }

    private ThreadItem thread(ThreadState state, Consumer<Bytes> written) {
        return model().handle(ThreadItem.class, new ItemEditor<ThreadState>() {
                    @Override
                    public ThreadState state() {
                        return state;
                    }

                    @Override
                    public void mutate(Bytes data) {
                        written.accept(data);
                    }
                })
                .orElseThrow();
    }

    private static void command(ThreadItem thread, RandomGenerator random) {
        List<ThreadMessage> messages = thread.messages();
        if (messages.isEmpty() || random.nextInt(2) == 0) {
            thread.post("post " + random.nextInt(100));
            return;
        }
        MessageId some = messages.get(random.nextInt(messages.size())).id();
        switch (random.nextInt(6)) {
            case 0 -> thread.edit(some, "edit " + random.nextInt(100));
            case 1 -> thread.remove(some);
            case 2 -> thread.answer(some, "answer " + random.nextInt(100));
            case 3 -> thread.react(some, "+" + random.nextInt(2));
            case 4 -> thread.unreact(some, "+" + random.nextInt(2));
            default -> thread.markRead(some);
        }
    }
}
