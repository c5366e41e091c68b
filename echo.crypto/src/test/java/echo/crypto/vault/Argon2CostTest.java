package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import java.util.Arrays;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

/** Argon2id as RFC 9106 has it, and no more of it than a small machine bears. */
class Argon2CostTest {
    /** RFC 9106, §5.3. */
    @Test
    void theVectorOfTheStandardHolds() {
        Argon2Parameters.Builder inputs = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withSalt(filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4));

        assertEquals(
                "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
                hex(new Argon2Cost(32, 3, 4).derive(filled(32, 1), inputs)));
    }

    /** RFC 9106, §4, the second recommended option. Its key was computed by OpenSSL. */
    @Test
    void theRecommendedCostIs64MebibytesThreePassesFourLanes() {
        assertEquals(new Argon2Cost(65_536, 3, 4), Argon2Cost.RECOMMENDED);
        assertEquals(
                "94a72fe212acf5a454a0688d541b986fd0607cee32a4516bddc8bfd98c634cbf",
                hex(Argon2Cost.RECOMMENDED.key(filled(8, 'p'), filled(16, 's'))));
    }

    @Test
    void whatIsOutOfBoundsCannotBeWritten() {
        new Argon2Cost(8, 1, 1);
        new Argon2Cost(262_144, 16, 16);
        int[][] wrong = {
            {262_145, 3, 4}, {-1, 3, 4}, {65_536, 0, 4}, {65_536, 17, 4}, {65_536, 3, 0}, {65_536, 3, 17}, {31, 3, 4}
        };
        for (int[] cost : wrong) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Argon2Cost(cost[0], cost[1], cost[2]),
                    Arrays.toString(cost));
        }
    }

    private static byte[] filled(int size, int value) {
        byte[] bytes = new byte[size];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static String hex(byte[] bytes) {
        return Bytes.owning(bytes).toHex();
    }
}
