package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.model.ModelId;
import echo.api.model.Mutation;
import echo.api.model.PersistentMap;
import echo.api.party.Link;
import echo.codec.proto.ItemStateProto;
import echo.codec.proto.MutationProto;
import echo.codec.proto.MutationsProto;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The canonical bytes of an item's state, over which state hashes are taken (docs/format.md, "State"). Pure functions. */
public final class ItemStateCodec {
    private ItemStateCodec() {}

    /** What the saved bytes of an item are. */
    public enum Form {
        /** Its state, as its model's codec writes it. */
        STATE,
        /** Its mutations in order: the model has no codec. */
        RETOLD,
        /** Its mutations in order: the model's code is missing. */
        OPAQUE
    }

    /**
     * An item's state.
     *
     * @param links by type and target
     * @param saved of the given {@code form}
     */
    public record ItemState(
            ItemId id, ModelId model, Slot slot, boolean deleted, List<Link> links, Form form, Bytes saved) {}

    public static Bytes encode(ItemState state) {
        ItemStateProto.Builder proto = ItemStateProto.newBuilder()
                .setItem(Proto.of(state.id().bytes()))
                .setType(state.model().type())
                .setMajor(state.model().major())
                .setMinor(state.model().minor())
                .setParent(Proto.of(state.slot().parent().bytes()))
                .setPlaced(Proto.of(state.slot().placed().toBytes()))
                .setDeleted(state.deleted())
                .setOpaque(state.form() == Form.OPAQUE)
                .setSaved(Proto.of(state.saved()))
                .setRank(Proto.rank(state.slot().rank()))
                .setRetold(state.form() == Form.RETOLD);
        state.links().forEach(link -> proto.addLinks(OperationCodec.link(link.type(), link.to(), link.properties())));
        return Proto.of(proto.build());
    }

    /** An item's mutations in order, the bytes of {@link Form#RETOLD} and {@link Form#OPAQUE}. */
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

    /** The mutations that {@link #mutations(PersistentMap)} wrote, ascending by position. */
    public static Decoded<List<Mutation>> mutations(Bytes saved) {
        return Proto.decode("saved mutations", saved, MutationsProto.parser(), proto -> {
            List<Mutation> mutations = new ArrayList<>(proto.getMutationsCount());
            PersistentMap<Position, Mutation> byPosition = PersistentMap.empty();
            for (MutationProto one : proto.getMutationsList()) {
                Position position = Position.fromBytes(Proto.of(one.getPosition()));
                MemberKey author = new MemberKey(Proto.of(one.getAuthor()));
                Mutation mutation = new Mutation(position, author, one.getTimeMs(), Proto.of(one.getData()));
                mutations.add(mutation);
                byPosition = byPosition.with(position, mutation);
            }
            return mutations(byPosition).equals(saved)
                    ? new Decoded.Valid<>(Collections.unmodifiableList(mutations))
                    : new Decoded.Malformed<>("saved mutations are not in canonical form");
        });
    }
}
