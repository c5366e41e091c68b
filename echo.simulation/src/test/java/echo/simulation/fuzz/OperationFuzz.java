package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.Limits;
import echo.codec.Decoded;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies of data messages, from any writer. */
class OperationFuzz {
    private static final Bytes UNKNOWN_FIELD = Bytes.hex("7800");

    static Stream<Arguments> seeds() {
        List<Operation> mutations = List.of(
                new Operation.Mutate(Seeds.ITEM, Bytes.EMPTY),
                Seeds.operations().get(1));
        Stream<List<Operation>> single = Seeds.operations().stream().map(List::of);
        return Seeds.of(
                Stream.concat(Stream.of(Seeds.operations(), mutations), single).map(OperationCodec::encode));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aBatchIsReadAlikeOnBothWaysOrRefused(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        Promise.decoded(bytes, OperationCodec::decode, OperationCodec::encode).ifPresent(batch -> {
            Decoded<List<Operation>> theOtherWay = OperationCodec.decode(Bytes.concat(bytes, UNKNOWN_FIELD));
            assertEquals(new Decoded.Valid<>(batch), theOtherWay, "read by protobuf's parser");
            assertTrue(!batch.isEmpty() && batch.size() <= Limits.BATCH_OPERATIONS, "their number");
        });
    }
}
