package echo.model.messenger;

import com.google.protobuf.ByteString;
import echo.api.Bytes;
import echo.api.MemberKey;
import echo.api.item.MessageId;
import echo.api.item.ThreadMessage;
import echo.api.model.PersistentMap;
import echo.model.messenger.proto.MessageProto;
import echo.model.messenger.proto.ThreadProto;

/** Saved states: equal threads, equal bytes. See docs/format.md, "Messenger model". */
final class ThreadFormat {
    private ThreadFormat() {}

    static Bytes write(ThreadState thread) {
        ThreadProto.Builder proto = ThreadProto.newBuilder();
        thread.inOrder().forEach(message -> proto.addMessages(write(message)));
        return Bytes.owning(proto.build().toByteArray());
    }

    /**
     * The thread whose {@link #write} gave {@code saved}.
     *
     * @throws IllegalArgumentException if no thread did
     */
    static ThreadState read(Bytes saved) {
        PersistentMap<MessageId, ThreadMessage> messages = PersistentMap.empty();
        try {
            MessageId last = null;
            for (MessageProto proto :
                    StrictProto.parse(ThreadProto.parser(), saved).getMessagesList()) {
                ThreadMessage message = read(proto);
                if (last != null && last.compareTo(message.id()) >= 0) {
                    throw new MalformedException("messages that do not ascend");
                }
                last = message.id();
                messages = messages.with(last, message);
            }
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a saved thread: " + e.getMessage(), e);
        }
        return new ThreadState(messages);
    }

    private static MessageProto write(ThreadMessage message) {
        return MessageProto.newBuilder()
                .setPosition(StrictProto.write(message.id()))
                .setAuthor(StrictProto.write(message.author().bytes()))
                .setTimeMs(message.timeMs())
                .setText(message.text())
                .setEdited(message.edited())
                .build();
    }

    private static ThreadMessage read(MessageProto proto) throws MalformedException {
        return new ThreadMessage(
                StrictProto.messageId(proto.getPosition()),
                author(proto.getAuthor()),
                proto.getTimeMs(),
                StrictProto.text(proto.getText()),
                proto.getEdited());
    }

    private static MemberKey author(ByteString proto) throws MalformedException {
        if (proto.size() != MemberKey.SIZE) {
            throw new MalformedException("an author that is no key");
        }
        return new MemberKey(Bytes.owning(proto.toByteArray()));
    }
}
