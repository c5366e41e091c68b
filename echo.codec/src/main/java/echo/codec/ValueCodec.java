package echo.codec;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.value.Value;
import echo.codec.proto.DecimalProto;
import echo.codec.proto.EntryProto;
import echo.codec.proto.ListProto;
import echo.codec.proto.MapProto;
import echo.codec.proto.TimestampProto;
import echo.codec.proto.ValueProto;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Properties of links to canonical bytes and back (docs/format.md, "Links"): equal properties, equal bytes. Pure functions. */
public final class ValueCodec {
    private static final int NANOS_PER_SECOND = 1_000_000_000;

    private ValueCodec() {}

    /**
     * The bytes of {@code properties}.
     *
     * @throws IllegalArgumentException if they are past {@link Limits#LINK_BYTES} or {@link Limits#LINK_DEPTH}
     */
    public static Bytes encode(Value.MapValue properties) {
        Bytes bytes = Proto.of(map(properties, Limits.LINK_DEPTH));
        requireSize(bytes.size());
        return bytes;
    }

    /** The properties in {@code bytes}. */
    public static Decoded<Value.MapValue> decode(Bytes bytes) {
        return Proto.decode("properties", bytes, MapProto.parser(), proto -> {
            requireSize(bytes.size());
            return isKnown(proto)
                    ? new Decoded.Valid<>(map(proto, Limits.LINK_DEPTH))
                    : new Decoded.Unknown<>("a kind of value");
        });
    }

    private static void requireSize(int size) {
        if (size > Limits.LINK_BYTES) {
            throw new IllegalArgumentException(
                    "the properties of a link have at most " + Limits.LINK_BYTES + " bytes, not " + size);
        }
    }

    private static void requireRoom(int room) {
        if (room < 1) {
            throw new IllegalArgumentException(
                    "the properties of a link are nested more than " + Limits.LINK_DEPTH + " deep");
        }
    }

    private static MapProto map(Value.MapValue map, int room) {
        requireRoom(room);
        MapProto.Builder proto = MapProto.newBuilder();
        for (Map.Entry<String, Value> entry : map.entries().entrySet()) {
            proto.addEntries(
                    EntryProto.newBuilder().setKey(entry.getKey()).setValue(value(entry.getValue(), room - 1)));
        }
        return proto.build();
    }

    private static ValueProto value(Value value, int room) {
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
            proto.setBlob(Proto.of(blob.value()));
        } else if (value instanceof Value.Timestamp timestamp) {
            proto.setTimestamp(timestamp(timestamp.value()));
        } else if (value instanceof Value.Reference reference) {
            proto.setReference(Proto.of(reference.value().bytes()));
        } else if (value instanceof Value.ListValue list) {
            proto.setList(list(list, room));
        } else if (value instanceof Value.MapValue map) {
            proto.setMap(map(map, room));
        }
        return proto.build();
    }

    private static TimestampProto timestamp(Instant instant) {
        return TimestampProto.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }

    private static DecimalProto decimal(BigDecimal number) {
        BigInteger unscaled = number.unscaledValue();
        requireDecimal(unscaled.bitLength() / Byte.SIZE + 1, number.scale());
        return DecimalProto.newBuilder()
                .setUnscaled(Proto.of(Bytes.owning(unscaled.toByteArray())))
                .setScale(number.scale())
                .build();
    }

    private static void requireDecimal(int bytes, int scale) {
        if (bytes < 1
                || bytes > Limits.DECIMAL_BYTES
                || scale < -Limits.DECIMAL_SCALE
                || scale > Limits.DECIMAL_SCALE) {
            throw new IllegalArgumentException("a decimal of " + bytes + " bytes and scale " + scale);
        }
    }

    private static ListProto list(Value.ListValue list, int room) {
        requireRoom(room);
        ListProto.Builder proto = ListProto.newBuilder();
        list.elements().forEach(element -> proto.addElements(value(element, room - 1)));
        return proto.build();
    }

    /** Whether all values below are of kinds that this version knows. */
    private static boolean isKnown(MapProto proto) {
        return proto.getEntriesList().stream().allMatch(entry -> isKnown(entry.getValue()));
    }

    private static boolean isKnown(ValueProto proto) {
        return switch (proto.getKindCase()) {
            case KIND_NOT_SET -> false;
            case LIST -> proto.getList().getElementsList().stream().allMatch(ValueCodec::isKnown);
            case MAP -> isKnown(proto.getMap());
            default -> true;
        };
    }

    private static Value.MapValue map(MapProto proto, int room) {
        requireRoom(room);
        SortedMap<String, Value> entries = new TreeMap<>();
        for (EntryProto entry : proto.getEntriesList()) {
            if (!entries.isEmpty() && entries.lastKey().compareTo(entry.getKey()) >= 0) {
                throw new IllegalArgumentException("the keys of a map do not ascend");
            }
            entries.put(entry.getKey(), value(entry.getValue(), room - 1));
        }
        return new Value.MapValue(entries);
    }

    private static Value value(ValueProto proto, int room) {
        return switch (proto.getKindCase()) {
            case NULL -> Value.NULL;
            case BOOL -> Value.of(proto.getBool());
            case INT -> Value.of(proto.getInt());
            case REAL -> Value.of(proto.getReal());
            case DECIMAL -> decimal(proto.getDecimal());
            case TEXT -> Value.of(proto.getText());
            case BLOB -> Value.of(Proto.of(proto.getBlob()));
            case TIMESTAMP -> timestamp(proto.getTimestamp());
            case REFERENCE -> Value.of(new ItemId(Proto.of(proto.getReference())));
            case LIST -> list(proto.getList(), room);
            case MAP -> map(proto.getMap(), room);
            case KIND_NOT_SET -> throw new IllegalArgumentException("a value without kind");
        };
    }

    private static Value decimal(DecimalProto proto) {
        requireDecimal(proto.getUnscaled().size(), proto.getScale());
        return Value.of(new BigDecimal(new BigInteger(proto.getUnscaled().toByteArray()), proto.getScale()));
    }

    private static Value timestamp(TimestampProto proto) {
        try {
            if (Integer.compareUnsigned(proto.getNanos(), NANOS_PER_SECOND) < 0) {
                return Value.of(Instant.ofEpochSecond(proto.getSeconds(), proto.getNanos()));
            }
        } catch (DateTimeException e) {
            // told below, together with nanoseconds that make a second
        }
        throw new IllegalArgumentException("a timestamp beyond the time line");
    }

    private static Value list(ListProto proto, int room) {
        requireRoom(room);
        List<Value> elements = new ArrayList<>();
        proto.getElementsList().forEach(element -> elements.add(value(element, room - 1)));
        return Value.of(elements);
    }
}
