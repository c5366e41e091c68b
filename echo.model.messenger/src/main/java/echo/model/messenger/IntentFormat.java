package echo.model.messenger;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.item.MessageId;
import echo.api.value.Value;
import echo.model.messenger.proto.EditProto;
import echo.model.messenger.proto.PostProto;
import echo.model.messenger.proto.RemoveProto;
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
            proto.setPost(PostProto.newBuilder().setText(requireText(post.text())));
        } else if (intent instanceof Intent.Edit edit) {
            proto.setEdit(EditProto.newBuilder()
                    .setMessage(StrictProto.write(edit.message()))
                    .setText(requireText(edit.text())));
        } else if (intent instanceof Intent.Remove remove) {
            proto.setRemove(RemoveProto.newBuilder().setMessage(StrictProto.write(remove.message())));
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
            case POST -> new Intent.Post(StrictProto.text(proto.getPost().getText()));
            case EDIT -> edit(proto.getEdit());
            case REMOVE -> new Intent.Remove(message(proto.getRemove()));
            case KIND_NOT_SET -> throw new MalformedException("no known kind");
        };
    }

    private static Intent edit(EditProto proto) throws MalformedException {
        MessageId message = StrictProto.messageId(proto.getMessage());
        return new Intent.Edit(message, StrictProto.text(proto.getText()));
    }

    private static MessageId message(RemoveProto proto) throws MalformedException {
        return StrictProto.messageId(proto.getMessage());
    }

    private static String requireText(String text) {
        if (!StrictProto.isText(text)) {
            throw new IllegalArgumentException(
                    "a message has 1 to " + Limits.MESSAGE_TEXT + " characters, not " + text.length());
        }
        return new Value.Text(text).value();
    }
}
