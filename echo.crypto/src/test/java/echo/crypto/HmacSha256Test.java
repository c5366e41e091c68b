package echo.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Key derivation and tags: Wycheproof's HKDF-SHA256 and HMAC-SHA256. */
class HmacSha256Test {
    @Test
    void derivesWhatWycheproofDerives() throws IOException {
        List<Vectors.Case> cases = Vectors.wycheproof("hkdf_sha256");
        for (Vectors.Case vector : cases) {
            int size = vector.test().get("size").asInt();
            byte[] salt = vector.hex("salt").toByteArray();
            byte[] info = vector.hex("info").toByteArray();
            byte[] secret = vector.hex("ikm").toByteArray();
            if (vector.valid()) {
                assertEquals(
                        vector.hex("okm"),
                        Bytes.owning(HmacSha256.derive(secret, salt, info, size)),
                        vector.toString());
            } else {
                assertThrows(
                        IllegalArgumentException.class,
                        () -> HmacSha256.derive(secret, salt, info, size),
                        vector.toString());
            }
        }
        assertEquals(86, cases.size());
    }

    @Test
    void tagsAsWycheproofTags() throws IOException {
        int checked = 0;
        for (Vectors.Case vector : Vectors.wycheproof("hmac_sha256")) {
            byte[] tag = HmacSha256.tag(
                    vector.hex("key").toByteArray(), vector.hex("msg").toByteArray());
            Bytes shortened =
                    Bytes.owning(tag).slice(0, vector.group().get("tagSize").asInt() / 8);
            assertEquals(vector.valid(), shortened.equals(vector.hex("tag")), vector.toString());
            checked++;
        }
        assertEquals(174, checked);
    }
}
