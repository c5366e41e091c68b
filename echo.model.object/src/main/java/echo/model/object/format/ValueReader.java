package echo.model.object.format;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.value.Value;
import echo.model.object.proto.DecimalProto;
import echo.model.object.proto.EntryProto;
import echo.model.object.proto.ListProto;
import echo.model.object.proto.MapProto;
import echo.model.object.proto.TimestampProto;
import echo.model.object.proto.ValueProto;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Values from bytes that anybody may have sent: checks sizes, ranges and depth before it builds. */
final class ValueReader {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private ValueReader() {}

    /** The value in the field at hand, whose lists and maps nest at most {@code room} deep. */
    static Value read(FieldReader in, int field, int room) throws IOException {
        int outer = in.enter(field);
        Value value = read(in, room);
        in.leave(outer);
        return value;
    }

    private static Value read(FieldReader in, int room) throws IOException {
        int kind = in.field();
        return switch (kind) {
            case ValueProto.NULL_FIELD_NUMBER -> nothing(in);
            case ValueProto.BOOL_FIELD_NUMBER -> Value.of(in.bool(kind));
            case ValueProto.INT_FIELD_NUMBER -> Value.of(in.sint64(kind));
            case ValueProto.REAL_FIELD_NUMBER -> Value.of(in.real(kind));
            case ValueProto.DECIMAL_FIELD_NUMBER -> decimal(in);
            case ValueProto.TEXT_FIELD_NUMBER -> Value.of(in.text(kind));
            case ValueProto.BLOB_FIELD_NUMBER -> Value.of(in.bytes(kind));
            case ValueProto.TIMESTAMP_FIELD_NUMBER -> timestamp(in);
            case ValueProto.REFERENCE_FIELD_NUMBER -> reference(in.bytes(kind));
            case ValueProto.LIST_FIELD_NUMBER -> list(in, room - 1);
            case ValueProto.MAP_FIELD_NUMBER -> map(in, room - 1);
            default -> throw new MalformedException("a value of no known kind");
        };
    }

    private static Value nothing(FieldReader in) throws IOException {
        if (!in.bool(ValueProto.NULL_FIELD_NUMBER)) {
            throw new MalformedException("a null that is false");
        }
        return Value.NULL;
    }

    private static Value decimal(FieldReader in) throws IOException {
        int outer = in.enter(ValueProto.DECIMAL_FIELD_NUMBER);
        Bytes unscaled = in.bytes(DecimalProto.UNSCALED_FIELD_NUMBER);
        long scale = in.optionalSint64(DecimalProto.SCALE_FIELD_NUMBER);
        in.leave(outer);
        if (unscaled.isEmpty() || unscaled.size() > Limits.DECIMAL_BYTES) {
            throw new MalformedException("a decimal of more than " + Limits.DECIMAL_BYTES + " bytes, or of none");
        }
        if (scale < -Limits.DECIMAL_SCALE || scale > Limits.DECIMAL_SCALE) {
            throw new MalformedException("a decimal whose scale is beyond " + Limits.DECIMAL_SCALE);
        }
        return Value.of(new BigDecimal(new BigInteger(unscaled.toByteArray()), (int) scale));
    }

    private static Value timestamp(FieldReader in) throws IOException {
        int outer = in.enter(ValueProto.TIMESTAMP_FIELD_NUMBER);
        long seconds = in.optionalSint64(TimestampProto.SECONDS_FIELD_NUMBER);
        int nanos = in.optionalUint31(TimestampProto.NANOS_FIELD_NUMBER);
        in.leave(outer);
        if (seconds < Instant.MIN.getEpochSecond() || seconds > Instant.MAX.getEpochSecond()) {
            throw new MalformedException("a timestamp beyond the time line");
        }
        if (nanos >= NANOS_PER_SECOND) {
            throw new MalformedException("a timestamp with a second or more of nanoseconds");
        }
        return Value.of(Instant.ofEpochSecond(seconds, nanos));
    }

    private static Value reference(Bytes item) throws IOException {
        if (item.size() != ItemId.SIZE) {
            throw new MalformedException("a reference that is not " + ItemId.SIZE + " bytes");
        }
        return Value.of(new ItemId(item));
    }

    private static Value list(FieldReader in, int room) throws IOException {
        int outer = enterNested(in, ValueProto.LIST_FIELD_NUMBER, room);
        List<Value> elements = new ArrayList<>();
        while (!in.atEnd()) {
            elements.add(read(in, ListProto.ELEMENTS_FIELD_NUMBER, room));
        }
        in.leave(outer);
        return Value.of(elements);
    }

    private static Value map(FieldReader in, int room) throws IOException {
        int outer = enterNested(in, ValueProto.MAP_FIELD_NUMBER, room);
        TreeMap<String, Value> entries = new TreeMap<>();
        String last = null;
        while (!in.atEnd()) {
            int map = in.enter(MapProto.ENTRIES_FIELD_NUMBER);
            String key = key(in, EntryProto.KEY_FIELD_NUMBER);
            if (last != null && last.compareTo(key) >= 0) {
                throw new MalformedException("a map whose keys do not ascend");
            }
            entries.put(key, read(in, EntryProto.VALUE_FIELD_NUMBER, room));
            in.leave(map);
            last = key;
        }
        in.leave(outer);
        return entries.isEmpty() ? Value.MapValue.EMPTY : new Value.MapValue(entries);
    }

    /** A key of a map, which is left out when it is empty. */
    static String key(FieldReader in, int field) throws IOException {
        return in.at(field) ? in.text(field) : "";
    }

    private static int enterNested(FieldReader in, int field, int room) throws IOException {
        if (room < 0) {
            throw new MalformedException("values nested more than " + Limits.DEPTH + " deep");
        }
        return in.enter(field);
    }
}
