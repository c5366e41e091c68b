package echo.model.messenger;

import echo.api.Bytes;
import echo.api.MemberKey;
import echo.api.item.MessageId;
import echo.api.model.PersistentMap;
import echo.model.messenger.proto.MarkProto;
import echo.model.messenger.proto.MessageProto;
import echo.model.messenger.proto.ReactedProto;
import echo.model.messenger.proto.ThreadProto;
import java.util.List;

/** Saved states: equal threads, equal bytes. See docs/format.md, "Messenger model". */
final class ThreadFormat {
    private ThreadFormat() {}

    static Bytes write(ThreadState thread) {
        ThreadProto.Builder proto = ThreadProto.newBuilder();
        thread.inOrder().forEach(message -> proto.addMessages(write(message)));
        thread.removed().forEach(message -> proto.addRemoved(write(message.getValue())));
        thread.marks()
                .forEach(mark -> proto.addMarks(MarkProto.newBuilder()
                        .setMember(StrictProto.write(mark.getKey().bytes()))
                        .setMessage(StrictProto.write(mark.getValue()))));
        return Bytes.owning(proto.build().toByteArray());
    }

    /**
     * The thread whose {@link #write} gave {@code saved}.
     *
     * @throws IllegalArgumentException if no thread did
     */
    static ThreadState read(Bytes saved) {
        ThreadState thread;
        try {
            ThreadProto proto = StrictProto.parse(ThreadProto.parser(), saved);
            thread = new ThreadState(
                    messages(proto.getMessagesList()), messages(proto.getRemovedList()), marks(proto.getMarksList()));
        } catch (MalformedException e) {
            throw new IllegalArgumentException("not a saved thread: " + e.getMessage(), e);
        }
        boolean both = thread.removed().asMap().keySet().stream().anyMatch(thread.messages()::containsKey);
        if (both || !write(thread).equals(saved)) {
            throw new IllegalArgumentException("not a saved thread: not in canonical form");
        }
        return thread;
    }

    private static MessageProto write(Message message) {
        Posting posting = message.posting();
        MessageProto.Builder proto = MessageProto.newBuilder()
                .setPosition(StrictProto.write(posting.id()))
                .setAuthor(StrictProto.write(posting.author().bytes()))
                .setTimeMs(posting.timeMs())
                .setText(message.text())
                .setEdited(message.edited());
        if (posting.answers() != null) {
            proto.setAnswers(StrictProto.write(posting.answers()));
        }
        message.reactions()
                .forEach(reaction -> proto.addReactions(ReactedProto.newBuilder()
                        .setReaction(reaction.getKey().text())
                        .setMember(StrictProto.write(reaction.getKey().member().bytes()))));
        return proto.build();
    }

    private static PersistentMap<MessageId, Message> messages(List<MessageProto> protos) throws MalformedException {
        PersistentMap<MessageId, Message> messages = PersistentMap.empty();
        for (MessageProto proto : protos) {
            Message message = message(proto);
            messages = messages.with(message.id(), message);
        }
        return messages;
    }

    private static Message message(MessageProto proto) throws MalformedException {
        Posting posting = new Posting(
                StrictProto.messageId(proto.getPosition()),
                StrictProto.member(proto.getAuthor()),
                proto.getTimeMs(),
                StrictProto.optionalMessageId(proto.getAnswers()));
        PersistentMap<Reaction, Reaction> reactions = PersistentMap.empty();
        for (ReactedProto reacted : proto.getReactionsList()) {
            Reaction reaction =
                    new Reaction(StrictProto.reaction(reacted.getReaction()), StrictProto.member(reacted.getMember()));
            reactions = reactions.with(reaction, reaction);
        }
        return new Message(posting, StrictProto.text(proto.getText()), proto.getEdited(), reactions);
    }

    private static PersistentMap<MemberKey, MessageId> marks(List<MarkProto> protos) throws MalformedException {
        PersistentMap<MemberKey, MessageId> marks = PersistentMap.empty();
        for (MarkProto proto : protos) {
            marks = marks.with(StrictProto.member(proto.getMember()), StrictProto.messageId(proto.getMessage()));
        }
        return marks;
    }
}
