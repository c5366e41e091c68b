package echo.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.ItemId;
import echo.api.Limits;
import echo.api.PartyKey;
import echo.api.value.Value;
import echo.codec.Decoded.Malformed;
import echo.codec.Decoded.Unknown;
import echo.codec.Decoded.Valid;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Decoding gives back what was encoded, and answers anything else with a reason (P3). */
class CodecTest {
    private static final int SEEDS = 3_000;

    private record Format<T>(
            String name, Function<Samples, T> sample, Function<T, Bytes> encode, Function<Bytes, Decoded<T>> decode) {}

    private static final List<Format<?>> FORMATS = List.of(
            new Format<>("message", Samples::message, MessageCodec::encode, MessageCodec::decode),
            new Format<>("batch", Samples::batch, OperationCodec::encode, OperationCodec::decode),
            new Format<>("properties", it -> it.properties(4), ValueCodec::encode, ValueCodec::decode),
            new Format<>("statement", Samples::statement, StatementCodec::encode, StatementCodec::decode),
            new Format<>("credentials", Samples::credentials, CredentialCodec::encode, CredentialCodec::decode));

    @Test
    void whatWasEncodedIsDecoded() {
        FORMATS.forEach(CodecTest::assertIdentity);
    }

    private static <T> void assertIdentity(Format<T> format) {
        for (int seed = 0; seed < SEEDS; seed++) {
            T value = format.sample().apply(new Samples(seed));
            Bytes encoded = format.encode().apply(value);
            assertEquals(new Valid<>(value), format.decode().apply(encoded), format.name() + " of seed " + seed);
            assertEquals(encoded, format.encode().apply(value), "encoding is a function");
        }
    }

    @Test
    void noSpoiltBytesMakeADecoderThrow() {
        FORMATS.forEach(CodecTest::assertNothingThrows);
    }

    private static <T> void assertNothingThrows(Format<T> format) {
        int refused = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Samples samples = new Samples(seed);
            Bytes spoilt = samples.spoilt(format.encode().apply(format.sample().apply(samples)));
            for (Format<?> decoder : FORMATS) {
                refused += decoder.decode().apply(spoilt) instanceof Valid<?> ? 0 : 1;
            }
        }
        assertTrue(refused > SEEDS, format.name() + ": only " + refused + " were refused");
    }

    @Test
    void theLargestHeaderAndTheLargestBatchFitIntoABlock() {
        List<FeedKey> feeds = new ArrayList<>();
        List<Advance> advances = new ArrayList<>();
        for (int i = 0; i < Limits.TIMEFRAME_ENTRIES; i++) {
            Hash hash = Hash.of(Bytes.utf8("feed " + i));
            feeds.add(new FeedKey(hash.bytes()));
            advances.add(new Advance(i, Limits.FEED_BLOCKS, hash));
        }
        PartyKey party = new PartyKey(Hash.ZERO.bytes());
        Header header = new Header(Optional.of(party), feeds, advances, List.of(), Long.MAX_VALUE, Long.MAX_VALUE);
        Message message = new Message(header, Bytes.owning(new byte[Limits.BATCH_BYTES]));
        Bytes payload = MessageCodec.encode(message);
        assertTrue(payload.size() <= Limits.BLOCK_BYTES, payload.size() + " bytes");
        assertEquals(new Valid<>(message), MessageCodec.decode(payload));
    }

    /** The short way and protobuf's own agree on everything, or only one of them answers. */
    @Test
    void bothWaysToReadSayTheSame() {
        int plain = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Samples samples = new Samples(seed);
            Bytes message = MessageCodec.encode(samples.message());
            Bytes mutations = OperationCodec.encode(samples.mutations());
            assertTrue(PlainReader.message(message).isPresent());
            assertTrue(PlainReader.mutations(mutations).isPresent());
            List<Bytes> all = new ArrayList<>(List.of(message, mutations, OperationCodec.encode(samples.batch())));
            for (int i = 0; i < 10; i++) {
                all.add(samples.spoilt(message));
                all.add(samples.spoilt(mutations));
            }
            for (Bytes bytes : all) {
                assertEquals(MessageCodec.parse(bytes), MessageCodec.decode(bytes), bytes::toHex);
                assertEquals(OperationCodec.parse(bytes), OperationCodec.decode(bytes), bytes::toHex);
                plain += PlainReader.message(bytes).isPresent() ? 1 : 0;
            }
        }
        assertTrue(plain > 2 * SEEDS, plain + " were read the short way");
    }

    @Test
    void everyPrefixAndEveryFlippedBitIsAnsweredWithAValue() {
        for (Format<?> format : FORMATS) {
            assertEveryChangeIsAnswered(format);
        }
    }

    private static <T> void assertEveryChangeIsAnswered(Format<T> format) {
        Bytes encoded = format.encode().apply(format.sample().apply(new Samples(11)));
        for (int i = 0; i < encoded.size(); i++) {
            assertInstanceOf(Decoded.class, format.decode().apply(encoded.slice(0, i)));
            for (int bit = 0; bit < 8; bit++) {
                byte[] flipped = encoded.toByteArray();
                flipped[i] ^= (byte) (1 << bit);
                assertInstanceOf(Decoded.class, format.decode().apply(Bytes.owning(flipped)));
            }
        }
    }

    @Test
    void aKindOfANewerVersionIsUnknownAndNotMalformed() {
        Bytes empty = Bytes.EMPTY;
        assertInstanceOf(Unknown.class, StatementCodec.decode(empty));
        Bytes field15 = Bytes.hex("7a00");
        assertInstanceOf(Unknown.class, StatementCodec.decode(field15));
        Bytes oneUnknownOperation = Bytes.hex("0a027a00");
        assertInstanceOf(Unknown.class, OperationCodec.decode(oneUnknownOperation));
    }

    /** P10: counts are limited. */
    @Test
    void batchesAndProofsHaveLimits() {
        Operation operation = new Operation.Delete(ItemId.ROOT);
        List<Operation> most = new ArrayList<>(Collections.nCopies(Limits.BATCH_OPERATIONS, operation));
        assertInstanceOf(Valid.class, OperationCodec.decode(OperationCodec.encode(most)));
        most.add(operation);
        assertInstanceOf(Malformed.class, OperationCodec.decode(OperationCodec.encode(most)));
        assertInstanceOf(Malformed.class, OperationCodec.decode(Bytes.EMPTY));
        assertInstanceOf(Malformed.class, CredentialCodec.decode(Bytes.EMPTY));
    }

    /** P10: a rank is short and has one form; a link's properties are small and flat. */
    @Test
    void ranksAndLinksHaveLimits() {
        Rank longest = new Rank(Bytes.hex("01".repeat(Limits.RANK_BYTES)));
        Bytes valid = OperationCodec.encode(List.of(new Operation.Move(ItemId.ROOT, ItemId.ROOT, longest)));
        assertInstanceOf(Valid.class, OperationCodec.decode(valid));
        byte[] zeroAtTheEnd = valid.toByteArray();
        zeroAtTheEnd[zeroAtTheEnd.length - 1] = 0;
        assertInstanceOf(Malformed.class, OperationCodec.decode(Bytes.owning(zeroAtTheEnd)));
        assertThrows(IllegalArgumentException.class, () -> new Rank(Bytes.hex("01".repeat(Limits.RANK_BYTES + 1))));

        assertInstanceOf(Valid.class, ValueCodec.decode(ValueCodec.encode(nested(Limits.LINK_DEPTH))));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.encode(nested(Limits.LINK_DEPTH + 1)));
        Value.MapValue large =
                new Value.MapValue(new TreeMap<>(Map.of("text", Value.of("x".repeat(Limits.LINK_BYTES - 20)))));
        assertInstanceOf(Valid.class, ValueCodec.decode(ValueCodec.encode(large)));
        Value.MapValue tooLarge =
                new Value.MapValue(new TreeMap<>(Map.of("text", Value.of("x".repeat(Limits.LINK_BYTES)))));
        assertThrows(IllegalArgumentException.class, () -> ValueCodec.encode(tooLarge));
    }

    private static Value.MapValue nested(int depth) {
        return new Value.MapValue(depth == 1 ? new TreeMap<>() : new TreeMap<>(Map.of("in", nested(depth - 1))));
    }

    /** A map has one form, and values of a newer version are waited for. */
    @Test
    void propertiesAreWhatTheyWereWrittenAs() {
        Bytes twoKeys =
                ValueCodec.encode(new Value.MapValue(new TreeMap<>(Map.of("a", Value.of(true), "b", Value.of(true)))));
        Bytes turned =
                Bytes.concat(twoKeys.slice(twoKeys.size() / 2, twoKeys.size()), twoKeys.slice(0, twoKeys.size() / 2));
        assertInstanceOf(Malformed.class, ValueCodec.decode(turned));
        Bytes field15 = Bytes.hex("0a070a016112027a00");
        assertInstanceOf(Unknown.class, ValueCodec.decode(field15));
        Bytes nanosOfASecond = Bytes.hex("0a0d0a0161120842061080" + "94ebdc03");
        assertInstanceOf(Malformed.class, ValueCodec.decode(nanosOfASecond));
    }

    /** Small to send, great to build: depth, false lengths, groups without end. */
    @Test
    void bombsAreRefused() {
        List<Bytes> bombs = new ArrayList<>();
        for (int field = 1; field < 8; field++) {
            Bytes tag = Bytes.owning(new byte[] {(byte) (field << 3 | 2)});
            bombs.add(Bytes.concat(tag, Bytes.hex("ffffffff07")));
            bombs.add(Bytes.concat(tag, Bytes.hex("ffffffffffffffffff01")));
            bombs.add(Bytes.hex(String.format("%02x", field << 3 | 3).repeat(50_000)));
            bombs.add(Bytes.hex(String.format("%02x00", field << 3 | 2).repeat(50_000)));
        }
        for (Bytes bomb : bombs) {
            FORMATS.forEach(
                    format -> assertInstanceOf(Decoded.class, format.decode().apply(bomb)));
        }
    }
}
