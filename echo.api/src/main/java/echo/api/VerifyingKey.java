package echo.api;

/** A public key that signatures are checked against. Each kind has a type, so that one is never taken for another. */
public sealed interface VerifyingKey permits FeedKey, MemberKey, DeviceKey, PartyKey, InvitationKey {
    /** Size of every key, in bytes. */
    int SIZE = 32;

    /** The key itself, {@value #SIZE} bytes. */
    Bytes bytes();

    /** The first eight hexadecimal digits: the form in which people see keys. */
    default String shortHex() {
        return bytes().slice(0, 4).toHex();
    }
}
