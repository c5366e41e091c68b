package echo.api;

/** The one check that all fixed-size values share. */
final class Sizes {
    private Sizes() {}

    static void require(String what, Bytes bytes, int size) {
        if (bytes.size() != size) {
            throw new IllegalArgumentException(what + " must be " + size + " bytes, not " + bytes.size());
        }
    }
}
