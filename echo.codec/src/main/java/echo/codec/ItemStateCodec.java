package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.PersistentMap;
import echo.codec.proto.ItemStateProto;
import echo.codec.proto.MutationProto;
import echo.codec.proto.MutationsProto;
import java.util.Map;

/** The canonical bytes of an item's state, over which state hashes are taken (docs/format.md, "State"). Pure functions. */
public final class ItemStateCodec {
    private ItemStateCodec() {}

    /**
     * An item's state.
     *
     * @param opaque whether {@code saved} holds mutations because the model's code is missing
     * @param saved what the model saved
     */
    public record ItemState(
            ItemId id, ModelId model, ItemId parent, Position placed, boolean deleted, boolean opaque, Bytes saved) {}

    public static Bytes encode(ItemState state) {
        return Proto.of(ItemStateProto.newBuilder()
                .setItem(Proto.of(state.id().bytes()))
                .setType(state.model().type())
                .setMajor(state.model().major())
                .setMinor(state.model().minor())
                .setParent(Proto.of(state.parent().bytes()))
                .setPlaced(Proto.of(state.placed().toBytes()))
                .setDeleted(state.deleted())
                .setOpaque(state.opaque())
                .setSaved(Proto.of(state.saved()))
                .build());
    }

    /** The mutations of an item whose model is missing, in order. */
    public static Bytes mutations(PersistentMap<Position, Mutation> mutations) {
        MutationsProto.Builder proto = MutationsProto.newBuilder();
        for (Map.Entry<Position, Mutation> entry : mutations) {
            Mutation mutation = entry.getValue();
            proto.addMutations(MutationProto.newBuilder()
                    .setPosition(Proto.of(mutation.position().toBytes()))
                    .setAuthor(Proto.of(mutation.author().bytes()))
                    .setTimeMs(mutation.timeMs())
                    .setData(Proto.of(mutation.data())));
        }
        return Proto.of(proto.build());
    }
}
