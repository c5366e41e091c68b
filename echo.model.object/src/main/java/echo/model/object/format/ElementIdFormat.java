package echo.model.object.format;

import echo.api.Bytes;
import echo.api.Position;
import echo.model.object.proto.ElementIdProto;
import echo.model.object.state.ElementId;
import echo.model.object.state.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The names of list elements and of addings to sets. */
final class ElementIdFormat {
    private ElementIdFormat() {}

    static ElementIdProto write(ElementId id) {
        return ElementIdProto.newBuilder()
                .setPosition(ValueFormat.bytes(id.origin().position().toBytes()))
                .setChange(id.origin().change())
                .setIndex(id.index())
                .build();
    }

    static ElementId read(FieldReader in, int field) throws IOException {
        int outer = in.enter(field);
        Position position = position(in.bytes(ElementIdProto.POSITION_FIELD_NUMBER));
        int change = in.optionalUint31(ElementIdProto.CHANGE_FIELD_NUMBER);
        int index = in.optionalUint31(ElementIdProto.INDEX_FIELD_NUMBER);
        in.leave(outer);
        return new Origin(position, change).element(index);
    }

    /** The ids in all fields of this number at hand. */
    static List<ElementId> readAll(FieldReader in, int field) throws IOException {
        if (!in.at(field)) {
            return List.of();
        }
        List<ElementId> ids = new ArrayList<>();
        while (in.at(field)) {
            ids.add(read(in, field));
        }
        return ids;
    }

    private static Position position(Bytes bytes) throws IOException {
        if (bytes.size() != Position.SIZE || bytes.at(0) < 0 || bytes.at(Position.SIZE - Integer.BYTES) < 0) {
            throw new MalformedException("an element's name that is no position");
        }
        return Position.fromBytes(bytes);
    }
}
