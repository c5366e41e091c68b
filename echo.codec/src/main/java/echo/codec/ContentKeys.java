package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.PartyKey;
import echo.api.crypto.ContentKeyId;
import java.nio.ByteBuffer;

/** How content keys are named, and what is sealed and wrapped with them is bound to (docs/format.md, "Sealed bodies"). Pure functions. */
public final class ContentKeys {
    private static final Bytes ID = Bytes.utf8("echo/content-key/1");
    private static final Bytes BODY = Bytes.utf8("echo/sealed-body/1");
    private static final Bytes GRANT = Bytes.utf8("echo/key-grant/1");

    private ContentKeys() {}

    /** The name of {@code key} in {@code party}. */
    public static ContentKeyId id(PartyKey party, Bytes key) {
        return new ContentKeyId(Hash.of(ID, party.bytes(), key).bytes().slice(0, ContentKeyId.SIZE));
    }

    /** Where the body in block {@code index} of {@code feed} stands. */
    public static Bytes body(PartyKey party, FeedKey feed, long index) {
        byte[] number = ByteBuffer.allocate(Long.BYTES).putLong(index).array();
        return Bytes.concat(BODY, party.bytes(), feed.bytes(), Bytes.owning(number));
    }

    /** What the key that {@code exchange}'s device gives to {@code device} is for. */
    public static Bytes grant(PartyKey party, ContentKeyId key, Statement.ExchangeKey exchange, DeviceKey device) {
        return Bytes.concat(GRANT, party.bytes(), key.bytes(), exchange.bytes(), device.bytes());
    }
}
