package echo.simulation.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.ItemReference;
import echo.api.Position;
import echo.api.blob.Cid;
import echo.api.feed.Timeframe;
import echo.api.transport.Address;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Names in their text form, and positions: what is read is what its own text says. */
class NameFuzz {
    static Stream<Arguments> seeds() {
        Stream<Bytes> texts = Stream.of(
                        Cid.of(Bytes.EMPTY).toString(),
                        "tcp://[::1]:7400",
                        "example.org:0",
                        ItemReference.to(Seeds.ITEM).toString(),
                        ItemReference.to(Seeds.PARTY, Seeds.ITEM).toString(),
                        Timeframe.EMPTY.text(),
                        Timeframe.EMPTY.with(Seeds.FEED, Seeds.EXTENT).text())
                .map(Bytes::utf8);
        return Seeds.of(Stream.concat(texts, Stream.of(Position.FIRST.toBytes())));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aNameIsRefusedOrItsTextIsReadBackAsTheSame(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        String text = bytes.toUtf8();
        Cid.parse(text).ifPresent(cid -> assertEquals(text, cid.toString()));
        address(text);
        sameAgain(text, ItemReference::parse, ItemReference::toString);
        sameAgain(text, Timeframe::parse, Timeframe::text);
        sameAgain(bytes, Position::fromBytes, Position::toBytes);
    }

    private static void address(String text) {
        try {
            Address address = Address.parse(text);
            assertEquals(address, Address.parse(address.toString()));
        } catch (EchoException refused) {
            Promise.isTrouble(refused, Set.of(EchoException.Kind.USAGE));
        }
    }

    /** The one form is read and written as itself; any other is refused. */
    private static <F, T> void sameAgain(F form, Function<F, T> read, Function<T, F> write) {
        T value;
        try {
            value = read.apply(form);
        } catch (IllegalArgumentException refused) {
            Promise.isReason(refused);
            return;
        }
        assertEquals(value, read.apply(write.apply(value)));
    }
}
