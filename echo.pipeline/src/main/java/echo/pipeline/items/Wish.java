package echo.pipeline.items;

import echo.api.ItemId;
import echo.api.Position;
import echo.codec.Operation;
import echo.codec.Slot;

/** What an operation on the tree wants of its item: all of it that still counts once it is known which item that is. Immutable. */
public sealed interface Wish {
    /** To be there. */
    record Create(Placement placement) implements Wish {}

    /** To stand elsewhere. */
    record Move(Slot slot) implements Wish {}

    /** To be deleted. */
    record Delete() implements Wish {}

    /** To be deleted no more. */
    record Restore() implements Wish {}

    /** What {@code operation}, which is one on the tree, wants at {@code position} of {@code item}. */
    static Wish of(Position position, ItemId item, Operation operation) {
        if (operation instanceof Operation.Create create) {
            Slot slot = new Slot(create.parent(), create.rank(), position);
            return new Create(new Placement(item, create.model(), slot, false));
        }
        if (operation instanceof Operation.Move move) {
            return new Move(new Slot(move.parent(), move.rank(), position));
        }
        if (operation instanceof Operation.Delete) {
            return new Delete();
        }
        if (operation instanceof Operation.Restore) {
            return new Restore();
        }
        throw new IllegalArgumentException(operation + " is none on the tree");
    }
}
