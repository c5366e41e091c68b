package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Secrets as words (BIP-39). */
class RecoveryPhraseTest {
    /** The rows of the standard's vectors that have 32 equal bytes: the words in front and the last one. */
    @ParameterizedTest
    @CsvSource({
        "00, abandon abandon abandon abandon abandon abandon abandon abandon, art",
        "7f, legal winner thank year wave sausage worth useful, title",
        "80, letter advice cage absurd amount doctor acoustic avoid, bless",
        "ff, zoo zoo zoo zoo zoo zoo zoo zoo, vote",
    })
    void theStandardsVectorsHold(String value, String eight, String last) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) Integer.parseInt(value, 16));
        List<String> phrase = new ArrayList<>(Collections.nCopies(3, List.of(eight.split(" "))).stream()
                .flatMap(List::stream)
                .toList());
        phrase.set(23, last);
        assertEquals(phrase, RecoveryPhrase.of(seed));
        assertArrayEquals(seed, RecoveryPhrase.seed(phrase));
    }

    @Test
    void everySeedComesBackFromItsWordsAlsoFromCapitals() {
        Random random = new Random(24);
        for (int i = 0; i < 500; i++) {
            byte[] seed = new byte[32];
            random.nextBytes(seed);
            Arrays.fill(seed, 0, i % 32, (byte) 0); // leading zeros are no part of a number
            List<String> phrase = RecoveryPhrase.of(seed);
            assertEquals(24, phrase.size());
            assertArrayEquals(seed, RecoveryPhrase.seed(phrase));
            phrase.set(3, phrase.get(3).toUpperCase(java.util.Locale.ROOT));
            assertArrayEquals(seed, RecoveryPhrase.seed(phrase));
        }
    }

    @Test
    void oneOtherWordIsFoundInAllButOneCaseOf256() {
        List<String> words = new ArrayList<>(RecoveryPhrase.of(new byte[32]));
        List<String> some = RecoveryPhrase.of(new byte[] {
            1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29,
            30, 31, 32
        });
        int taken = 0;
        for (int at = 0; at < 24; at++) {
            for (String other : some) {
                List<String> changed = new ArrayList<>(words);
                changed.set(at, other);
                taken += isTaken(changed) ? 1 : 0;
            }
        }
        assertTrue(taken < 10, taken + " of 576");
    }

    @Test
    void whatIsNoPhraseIsNamedAndNotShown() {
        List<String> phrase = new ArrayList<>(RecoveryPhrase.of(new byte[32]));
        assertTrue(refusal(phrase.subList(0, 23)).contains("it has 23 words, not 24"));
        phrase.set(6, "hunter2");
        String refusal = refusal(phrase);
        assertTrue(refusal.contains("word 7 is not in the list"), refusal);
        assertFalse(refusal.contains("hunter2"), refusal);
        phrase.set(6, "zoo");
        assertTrue(refusal(phrase).contains("checksum"));
    }

    private static boolean isTaken(List<String> phrase) {
        try {
            RecoveryPhrase.seed(phrase);
            return true;
        } catch (EchoException e) {
            return false;
        }
    }

    private static String refusal(List<String> phrase) {
        EchoException refusal = assertThrows(EchoException.class, () -> RecoveryPhrase.seed(phrase));
        assertEquals(EchoException.Kind.USAGE, refusal.kind());
        return String.valueOf(refusal.getMessage());
    }
}
