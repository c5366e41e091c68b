package echo.codec;

import com.google.protobuf.ByteString;
import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.model.ModelId;
import echo.api.model.Recent;
import echo.api.value.Value;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Link;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Restore;
import echo.codec.Operation.Unlink;
import echo.codec.proto.CreateProto;
import echo.codec.proto.DeleteProto;
import echo.codec.proto.LinkProto;
import echo.codec.proto.MoveProto;
import echo.codec.proto.OperationProto;
import echo.codec.proto.OperationsProto;
import echo.codec.proto.ReferenceProto;
import echo.codec.proto.RestoreProto;
import echo.codec.proto.UnlinkProto;
import java.util.ArrayList;
import java.util.List;

/** Bodies of data messages to batches of {@link Operation}s and back (docs/format.md, "Operations"). Pure functions. */
public final class OperationCodec {
    /** What returns in create after create. */
    private static final Recent<ModelId> MODELS = new Recent<>();

    private static final Recent<ItemId> PARENTS = new Recent<>();

    private OperationCodec() {}

    public static Bytes encode(List<Operation> batch) {
        OperationsProto.Builder proto = OperationsProto.newBuilder();
        batch.forEach(operation -> proto.addOperations(encode(operation)));
        return Proto.of(proto.build());
    }

    /** The batch in {@code body}: 1 to {@link Limits#BATCH_OPERATIONS} operations. */
    public static Decoded<List<Operation>> decode(Bytes body) {
        return PlainReader.mutations(body)
                .<Decoded<List<Operation>>>map(Decoded.Valid::new)
                .orElseGet(() -> parse(body));
    }

    /** As {@link #decode}, whatever form the bytes have. */
    static Decoded<List<Operation>> parse(Bytes body) {
        return Proto.decode("batch", body, OperationsProto.parser(), OperationCodec::batch);
    }

    private static Decoded<List<Operation>> batch(OperationsProto proto) {
        int count = proto.getOperationsCount();
        if (count < 1 || count > Limits.BATCH_OPERATIONS) {
            return new Decoded.Malformed<>("batch has " + count + " operations, not 1 to " + Limits.BATCH_OPERATIONS);
        }
        List<Operation> batch = new ArrayList<>(count);
        for (OperationProto operation : proto.getOperationsList()) {
            Decoded<List<Operation>> more = decode(operation).then(it -> {
                batch.add(it);
                return new Decoded.Valid<>(batch);
            });
            if (!(more instanceof Decoded.Valid)) {
                return more;
            }
        }
        return new Decoded.Valid<>(batch);
    }

    private static Decoded<Operation> decode(OperationProto proto) {
        if (!proto.hasLink()) {
            return proto.getKindCase() == OperationProto.KindCase.KIND_NOT_SET
                    ? new Decoded.Unknown<>("a kind of operation")
                    : new Decoded.Valid<>(plain(proto));
        }
        LinkProto link = proto.getLink();
        return ValueCodec.decode(Proto.of(link.getProperties()))
                .then(properties -> new Decoded.Valid<>(
                        new Link(item(proto), link.getType(), reference(link.getTo()), properties)));
    }

    private static Operation plain(OperationProto proto) {
        return switch (proto.getKindCase()) {
            case CREATE -> create(proto.getCreate());
            case MUTATE -> new Mutate(item(proto), Proto.of(proto.getMutate()));
            case MOVE ->
                new Move(
                        item(proto),
                        PARENTS.of(new ItemId(Proto.of(proto.getMove().getParent()))),
                        rank(proto.getMove().getRank()));
            case DELETE -> new Delete(item(proto));
            case RESTORE -> new Restore(item(proto));
            case UNLINK ->
                new Unlink(
                        item(proto),
                        proto.getUnlink().getType(),
                        reference(proto.getUnlink().getTo()));
            case LINK, KIND_NOT_SET -> throw new IllegalArgumentException("operation without kind");
        };
    }

    private static Create create(CreateProto proto) {
        return new Create(
                Proto.of(proto.getNonce()),
                MODELS.of(new ModelId(proto.getType(), proto.getMajor(), proto.getMinor())),
                PARENTS.of(new ItemId(Proto.of(proto.getParent()))),
                rank(proto.getRank()));
    }

    private static Rank rank(ByteString bytes) {
        return bytes.isEmpty() ? Rank.MIDDLE : new Rank(Proto.of(bytes));
    }

    private static ItemReference reference(ReferenceProto proto) {
        ItemId item = new ItemId(Proto.of(proto.getItem()));
        return proto.getParty().isEmpty()
                ? ItemReference.to(item)
                : ItemReference.to(new PartyKey(Proto.of(proto.getParty())), item);
    }

    private static ItemId item(OperationProto proto) {
        return new ItemId(Proto.of(proto.getItem()));
    }

    private static OperationProto encode(Operation operation) {
        OperationProto.Builder proto = OperationProto.newBuilder();
        if (operation instanceof Create create) {
            return proto.setCreate(CreateProto.newBuilder()
                            .setNonce(Proto.of(create.nonce()))
                            .setType(create.model().type())
                            .setMajor(create.model().major())
                            .setMinor(create.model().minor())
                            .setParent(Proto.of(create.parent().bytes()))
                            .setRank(Proto.rank(create.rank())))
                    .build();
        }
        if (operation instanceof Mutate mutate) {
            return on(proto, mutate.item()).setMutate(Proto.of(mutate.data())).build();
        }
        if (operation instanceof Move move) {
            MoveProto target = MoveProto.newBuilder()
                    .setParent(Proto.of(move.parent().bytes()))
                    .setRank(Proto.rank(move.rank()))
                    .build();
            return on(proto, move.item()).setMove(target).build();
        }
        if (operation instanceof Link link) {
            return on(proto, link.from())
                    .setLink(link(link.type(), link.to(), link.properties()))
                    .build();
        }
        if (operation instanceof Unlink unlink) {
            UnlinkProto.Builder link =
                    UnlinkProto.newBuilder().setType(unlink.type()).setTo(reference(unlink.to()));
            return on(proto, unlink.from()).setUnlink(link).build();
        }
        return operation instanceof Delete delete
                ? on(proto, delete.item())
                        .setDelete(DeleteProto.getDefaultInstance())
                        .build()
                : on(proto, ((Restore) operation).item())
                        .setRestore(RestoreProto.getDefaultInstance())
                        .build();
    }

    /** A link without the item that has it. */
    static LinkProto link(String type, ItemReference to, Value.MapValue properties) {
        return LinkProto.newBuilder()
                .setType(type)
                .setTo(reference(to))
                .setProperties(Proto.of(ValueCodec.encode(properties)))
                .build();
    }

    private static ReferenceProto reference(ItemReference reference) {
        ReferenceProto.Builder proto =
                ReferenceProto.newBuilder().setItem(Proto.of(reference.item().bytes()));
        reference.party().ifPresent(party -> proto.setParty(Proto.of(party.bytes())));
        return proto.build();
    }

    private static OperationProto.Builder on(OperationProto.Builder proto, ItemId item) {
        return proto.setItem(Proto.of(item.bytes()));
    }
}
