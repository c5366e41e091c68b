package echo.model.messenger;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.item.MessageId;
import echo.api.value.Value;
import echo.model.messenger.proto.EditProto;
import echo.model.messenger.proto.PostProto;
import echo.model.messenger.proto.ReactionProto;
import echo.model.messenger.proto.ReadProto;
import echo.model.messenger.proto.RemoveProto;
import echo.model.messenger.proto.RestoreProto;
import echo.model.messenger.proto.ThreadMutationProto;

/** The bytes of mutations. See docs/format.md, "Messenger model". */
final class IntentFormat {
    /** A text of three-byte characters, a position, and what frames them. */
    private static final int MUTATION_BYTES = 3 * Limits.MESSAGE_TEXT + 64;

    private IntentFormat() {}

    /**
     * The bytes of {@code intent}.
     *
     * @throws IllegalArgumentException if its text is empty, too long, or has no UTF-8 form
     */
    static Bytes write(Intent intent) {
        ThreadMutationProto.Builder proto = ThreadMutationProto.newBuilder();
        if (intent instanceof Intent.Post post) {
            proto.setPost(post(post));
        } else if (intent instanceof Intent.Edit edit) {
            proto.setEdit(EditProto.newBuilder()
                    .setMessage(StrictProto.write(edit.message()))
                    .setText(requireText(edit.text())));
        } else if (intent instanceof Intent.Remove remove) {
            proto.setRemove(RemoveProto.newBuilder().setMessage(StrictProto.write(remove.message())));
        } else if (intent instanceof Intent.React react) {
            proto.setReact(reaction(react.message(), react.text()));
        } else if (intent instanceof Intent.Unreact unreact) {
            proto.setUnreact(reaction(unreact.message(), unreact.text()));
        } else if (intent instanceof Intent.Read read) {
            proto.setRead(ReadProto.newBuilder().setMessage(StrictProto.write(read.message())));
        } else if (intent instanceof Intent.Restore restore) {
            proto.setRestore(RestoreProto.newBuilder().setMessage(StrictProto.write(restore.message())));
        }
        return Bytes.owning(proto.build().toByteArray());
    }

    /** The intent that {@code data} holds, which anybody may have sent. */
    static Intent read(Bytes data) throws MalformedException {
        if (data.size() > MUTATION_BYTES) {
            throw new MalformedException("more than " + MUTATION_BYTES + " bytes");
        }
        ThreadMutationProto proto = StrictProto.parse(ThreadMutationProto.parser(), data);
        return switch (proto.getKindCase()) {
            case POST -> post(proto.getPost());
            case EDIT -> edit(proto.getEdit());
            case REMOVE ->
                new Intent.Remove(StrictProto.messageId(proto.getRemove().getMessage()));
            case REACT -> react(proto.getReact());
            case UNREACT -> unreact(proto.getUnreact());
            case READ -> new Intent.Read(StrictProto.messageId(proto.getRead().getMessage()));
            case RESTORE ->
                new Intent.Restore(StrictProto.messageId(proto.getRestore().getMessage()));
            case KIND_NOT_SET -> throw new MalformedException("no known kind");
        };
    }

    private static PostProto post(Intent.Post post) {
        PostProto.Builder proto = PostProto.newBuilder().setText(requireText(post.text()));
        if (post.answers() != null) {
            proto.setAnswers(StrictProto.write(post.answers()));
        }
        return proto.build();
    }

    private static ReactionProto reaction(MessageId message, String text) {
        if (!StrictProto.isReaction(text)) {
            throw new IllegalArgumentException(
                    "a reaction has 1 to " + Limits.REACTION_TEXT + " characters, not " + text.length());
        }
        return ReactionProto.newBuilder()
                .setMessage(StrictProto.write(message))
                .setReaction(new Value.Text(text).value())
                .build();
    }

    private static Intent post(PostProto proto) throws MalformedException {
        String text = StrictProto.text(proto.getText());
        return new Intent.Post(text, StrictProto.optionalMessageId(proto.getAnswers()));
    }

    private static Intent edit(EditProto proto) throws MalformedException {
        MessageId message = StrictProto.messageId(proto.getMessage());
        return new Intent.Edit(message, StrictProto.text(proto.getText()));
    }

    private static Intent react(ReactionProto proto) throws MalformedException {
        MessageId message = StrictProto.messageId(proto.getMessage());
        return new Intent.React(message, StrictProto.reaction(proto.getReaction()));
    }

    private static Intent unreact(ReactionProto proto) throws MalformedException {
        MessageId message = StrictProto.messageId(proto.getMessage());
        return new Intent.Unreact(message, StrictProto.reaction(proto.getReaction()));
    }

    private static String requireText(String text) {
        if (!StrictProto.isText(text)) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + Limits.MESSAGE_TEXT + " characters, not " + text.length());
        }
        return new Value.Text(text).value();
    }
}
