package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.model.ModelId;
import echo.codec.Operation.Create;
import echo.codec.Operation.Delete;
import echo.codec.Operation.Move;
import echo.codec.Operation.Mutate;
import echo.codec.Operation.Restore;
import echo.codec.proto.CreateProto;
import echo.codec.proto.DeleteProto;
import echo.codec.proto.MoveProto;
import echo.codec.proto.OperationProto;
import echo.codec.proto.OperationsProto;
import echo.codec.proto.RestoreProto;
import java.util.ArrayList;
import java.util.List;

/** Bodies of data messages to batches of {@link Operation}s and back (docs/format.md, "Operations"). Pure functions. */
public final class OperationCodec {
    private OperationCodec() {}

    public static Bytes encode(List<Operation> batch) {
        OperationsProto.Builder proto = OperationsProto.newBuilder();
        batch.forEach(operation -> proto.addOperations(encode(operation)));
        return Proto.of(proto.build());
    }

    /** The batch in {@code body}: 1 to {@link Limits#BATCH_OPERATIONS} operations. */
    public static Decoded<List<Operation>> decode(Bytes body) {
        return Proto.decode("batch", body, OperationsProto.parser(), OperationCodec::batch);
    }

    private static Decoded<List<Operation>> batch(OperationsProto proto) {
        int count = proto.getOperationsCount();
        if (count < 1 || count > Limits.BATCH_OPERATIONS) {
            return new Decoded.Malformed<>("batch has " + count + " operations, not 1 to " + Limits.BATCH_OPERATIONS);
        }
        List<Operation> batch = new ArrayList<>(count);
        for (OperationProto operation : proto.getOperationsList()) {
            if (operation.getKindCase() == OperationProto.KindCase.KIND_NOT_SET) {
                return new Decoded.Unknown<>("a kind of operation");
            }
            batch.add(decode(operation));
        }
        return new Decoded.Valid<>(batch);
    }

    private static Operation decode(OperationProto proto) {
        return switch (proto.getKindCase()) {
            case CREATE -> create(proto.getCreate());
            case MUTATE -> new Mutate(item(proto), Proto.of(proto.getMutate()));
            case MOVE ->
                new Move(item(proto), new ItemId(Proto.of(proto.getMove().getParent())));
            case DELETE -> new Delete(item(proto));
            case RESTORE -> new Restore(item(proto));
            case KIND_NOT_SET -> throw new IllegalArgumentException("operation without kind");
        };
    }

    private static Create create(CreateProto proto) {
        return new Create(
                Proto.of(proto.getNonce()),
                new ModelId(proto.getType(), proto.getMajor(), proto.getMinor()),
                new ItemId(Proto.of(proto.getParent())));
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
                            .setParent(Proto.of(create.parent().bytes())))
                    .build();
        }
        if (operation instanceof Mutate mutate) {
            return on(proto, mutate.item()).setMutate(Proto.of(mutate.data())).build();
        }
        if (operation instanceof Move move) {
            MoveProto target = MoveProto.newBuilder()
                    .setParent(Proto.of(move.parent().bytes()))
                    .build();
            return on(proto, move.item()).setMove(target).build();
        }
        return operation instanceof Delete delete
                ? on(proto, delete.item())
                        .setDelete(DeleteProto.getDefaultInstance())
                        .build()
                : on(proto, ((Restore) operation).item())
                        .setRestore(RestoreProto.getDefaultInstance())
                        .build();
    }

    private static OperationProto.Builder on(OperationProto.Builder proto, ItemId item) {
        return proto.setItem(Proto.of(item.bytes()));
    }
}
