package echo.replication;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.google.protobuf.ByteString;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.feed.Timeframe;
import echo.codec.Decoded;
import echo.codec.Decoded.Malformed;
import echo.codec.Decoded.Unknown;
import echo.codec.Decoded.Valid;
import echo.replication.proto.BlocksProto;
import echo.replication.proto.FrameProto;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Frames: frozen bytes, and an answer to whatever else comes (P3). */
class FrameCodecTest {
    private static final FeedKey FEED = new FeedKey(repeat(4, 32));

    private static Bytes repeat(int value, int size) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }

    private static Map<String, Frame> frames() {
        Extent extent = new Extent(300, new Hash(repeat(5, 32)));
        Head head = new Head(FEED, extent, new Signature(repeat(8, 64)));
        Map<String, Frame> frames = new TreeMap<>();
        frames.put("greeting", new Frame.Greeting(Bytes.utf8("proof")));
        frames.put(
                "join.request",
                new Frame.JoinRequest(
                        new InvitationKey(repeat(6, 32)),
                        new Signature(repeat(8, 64)),
                        new MemberKey(repeat(2, 32)),
                        Bytes.utf8("credentials")));
        frames.put("join.admitted", new Frame.JoinReply(Optional.empty()));
        frames.put("join.refused", new Frame.JoinReply(Optional.of("why not")));
        frames.put("farewell", new Frame.Farewell("why"));
        frames.put("offer", new Frame.Offer(Timeframe.EMPTY.with(FEED, extent)));
        frames.put("want", new Frame.Want(FEED, 298, 65_536));
        frames.put(
                "blocks",
                new Frame.Blocks(FEED, Optional.of(new Run(298, List.of(Bytes.utf8("a"), Bytes.EMPTY), head))));
        frames.put("blocks.none", new Frame.Blocks(FEED, Optional.empty()));
        return frames;
    }

    @Test
    void everyFrameStillHasItsBytesAndIsReadBack() throws IOException {
        Properties frozen = new Properties();
        try (InputStream in = FrameCodecTest.class.getResourceAsStream("/frames.properties")) {
            assertNotNull(in);
            frozen.load(in);
        }
        StringBuilder expected = new StringBuilder();
        new TreeMap<>(frozen)
                .forEach((name, hex) ->
                        expected.append(name).append('=').append(hex).append('\n'));
        StringBuilder actual = new StringBuilder();
        frames().forEach((name, frame) -> {
            Bytes bytes = FrameCodec.encode(frame);
            assertEquals(new Valid<>(frame), FrameCodec.decode(bytes));
            actual.append(name).append('=').append(bytes.toHex()).append('\n');
        });
        assertEquals(expected.toString(), actual.toString());
    }

    @Test
    void whatAnInvitationSignsIsFrozen() {
        assertEquals(
                "6563686f2f6a6f696e2f31" + "01".repeat(32) + "03".repeat(32) + "02".repeat(32),
                Frame.joinBytes(repeat(1, 32), repeat(3, 32), new MemberKey(repeat(2, 32)))
                        .toHex());
    }

    @Test
    void everyPrefixFlippedBitAndRandomFrameIsAnsweredWithAValue() {
        Random random = new Random(5);
        for (Frame frame : frames().values()) {
            byte[] bytes = FrameCodec.encode(frame).toByteArray();
            for (int i = 0; i < bytes.length; i++) {
                assertAnswered(Arrays.copyOf(bytes, i));
                for (int bit = 0; bit < 8; bit++) {
                    byte[] flipped = bytes.clone();
                    flipped[i] ^= (byte) (1 << bit);
                    assertAnswered(flipped);
                }
            }
        }
        for (int i = 0; i < 5_000; i++) {
            byte[] any = new byte[random.nextInt(80)];
            random.nextBytes(any);
            assertAnswered(any);
        }
    }

    /** Whoever reads a message only as far as a group ends takes all sorts of bytes for it. */
    @Test
    void nothingMayFollowTheEndOfAGroup() {
        for (Frame frame : frames().values()) {
            Bytes longer = Bytes.hex(FrameCodec.encode(frame).toHex() + "0cffff");
            assertInstanceOf(Malformed.class, FrameCodec.decode(longer));
        }
    }

    private static void assertAnswered(byte[] bytes) {
        assertInstanceOf(Decoded.class, FrameCodec.decode(Bytes.owning(bytes)));
    }

    @Test
    void numbersAtTheEdgeAreMalformed() {
        for (long from : new long[] {Long.MAX_VALUE, Long.MAX_VALUE - 1, -1, Long.MIN_VALUE}) {
            Bytes frame = Bytes.owning(FrameProto.newBuilder()
                    .setBlocks(BlocksProto.newBuilder()
                            .setFeed(ByteString.copyFrom(new byte[32]))
                            .setFrom(from)
                            .addPayloads(ByteString.EMPTY)
                            .addPayloads(ByteString.EMPTY)
                            .setLink(ByteString.copyFrom(new byte[32]))
                            .setSignature(ByteString.copyFrom(new byte[64])))
                    .build()
                    .toByteArray());
            assertInstanceOf(Malformed.class, FrameCodec.decode(frame), "from " + from);
        }
    }

    @Test
    void aFrameOfANewerVersionIsUnknown() {
        assertInstanceOf(Unknown.class, FrameCodec.decode(Bytes.EMPTY));
        assertInstanceOf(Unknown.class, FrameCodec.decode(Bytes.hex("7a00")));
    }

    /** P10 */
    @Test
    void framesOffersAndRunsHaveLimits() {
        assertInstanceOf(Malformed.class, FrameCodec.decode(Bytes.owning(new byte[Limits.FRAME_BYTES + 1])));
        TreeMap<FeedKey, Extent> many = new TreeMap<>();
        for (int i = 0; i <= Limits.TIMEFRAME_ENTRIES; i++) {
            many.put(new FeedKey(Hash.of(Bytes.utf8("feed " + i)).bytes()), new Extent(1, Hash.ZERO));
        }
        Bytes tooMany = FrameCodec.encode(new Frame.Offer(Timeframe.of(many)));
        assertInstanceOf(Malformed.class, FrameCodec.decode(tooMany));
        many.pollFirstEntry();
        assertInstanceOf(Valid.class, FrameCodec.decode(FrameCodec.encode(new Frame.Offer(Timeframe.of(many)))));
        Bytes empties = Bytes.hex("320c" + "1a00".repeat(6));
        assertInstanceOf(Malformed.class, FrameCodec.decode(empties));
    }

    @Test
    void aWantIsCutToWhatARunMayHold() {
        Frame.Want huge = new Frame.Want(FEED, 0, Integer.MAX_VALUE);
        assertEquals(
                new Valid<>(new Frame.Want(FEED, 0, Limits.RUN_BYTES)), FrameCodec.decode(FrameCodec.encode(huge)));
    }
}
