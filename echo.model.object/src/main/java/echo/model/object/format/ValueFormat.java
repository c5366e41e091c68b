package echo.model.object.format;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import echo.api.Bytes;
import echo.api.Limits;
import echo.api.value.Value;
import echo.model.object.proto.DecimalProto;
import echo.model.object.proto.EntryProto;
import echo.model.object.proto.ListProto;
import echo.model.object.proto.MapProto;
import echo.model.object.proto.TimestampProto;
import echo.model.object.proto.ValueProto;
import echo.model.object.state.SetElement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** Values to canonical bytes: equal values, equal bytes. {@link ValueReader} reads them. */
public final class ValueFormat {
    private ValueFormat() {}

    static void requireDepth(Value value) {
        if (depth(value, Limits.DEPTH) > Limits.DEPTH) {
            throw new IllegalArgumentException("cannot be written: values nested more than " + Limits.DEPTH + " deep");
        }
    }

    /** How deep {@code value} nests: 0 for a plain value. Looks no deeper than one past {@code bound}. */
    private static int depth(Value value, int bound) {
        int deepest = 0;
        if (value instanceof Value.ListValue list && bound >= 0) {
            deepest = 1;
            for (Value element : list.elements()) {
                deepest = Math.max(deepest, 1 + depth(element, bound - 1));
            }
        } else if (value instanceof Value.MapValue map && bound >= 0) {
            deepest = 1;
            for (Value element : map.entries().values()) {
                deepest = Math.max(deepest, 1 + depth(element, bound - 1));
            }
        }
        return deepest;
    }

    /**
     * {@code value} as an element of a set.
     *
     * @throws IllegalArgumentException if it nests more than {@link Limits#DEPTH} deep
     */
    public static SetElement element(Value value) {
        requireDepth(value);
        return new SetElement(value, Bytes.owning(write(value).toByteArray()));
    }

    static ValueProto write(Value value) {
        ValueProto.Builder proto = ValueProto.newBuilder();
        if (value instanceof Value.Null) {
            proto.setNull(true);
        } else if (value instanceof Value.Bool flag) {
            proto.setBool(flag.value());
        } else if (value instanceof Value.Int number) {
            proto.setInt(number.value());
        } else if (value instanceof Value.Real number) {
            proto.setReal(number.value());
        } else if (value instanceof Value.Decimal number) {
            proto.setDecimal(decimal(number.value()));
        } else if (value instanceof Value.Text text) {
            proto.setText(text.value());
        } else if (value instanceof Value.Blob blob) {
            proto.setBlob(bytes(blob.value()));
        } else if (value instanceof Value.Timestamp timestamp) {
            proto.setTimestamp(timestamp(timestamp.value()));
        } else if (value instanceof Value.Reference reference) {
            proto.setReference(bytes(reference.value().bytes()));
        } else if (value instanceof Value.ListValue list) {
            proto.setList(list(list));
        } else if (value instanceof Value.MapValue map) {
            proto.setMap(map(map));
        }
        return proto.build();
    }

    static ByteString bytes(Bytes bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes.toByteArray());
    }

    private static DecimalProto decimal(BigDecimal number) {
        return DecimalProto.newBuilder()
                .setUnscaled(
                        UnsafeByteOperations.unsafeWrap(number.unscaledValue().toByteArray()))
                .setScale(number.scale())
                .build();
    }

    private static TimestampProto timestamp(Instant instant) {
        return TimestampProto.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static ListProto list(Value.ListValue list) {
        ListProto.Builder proto = ListProto.newBuilder();
        list.elements().forEach(element -> proto.addElements(write(element)));
        return proto.build();
    }

    private static MapProto map(Value.MapValue map) {
        MapProto.Builder proto = MapProto.newBuilder();
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
            proto.addEntries(EntryProto.newBuilder().setKey(entry.getKey()).setValue(write(entry.getValue())));
        }
        return proto.build();
    }
}
