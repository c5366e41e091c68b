package echo.crypto.vault;

import echo.api.EchoException;
import echo.api.Hash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * 32 secret bytes as {@value #WORDS} English words that a person can write down, with a checksum of 8 bits (BIP-39: entropy and
 * mnemonic; the key that it derives from words is not used). Pure functions; any thread.
 */
final class RecoveryPhrase {
    /** How many words a phrase has. */
    static final int WORDS = 24;

    private static final int BITS = 11;
    private static final int LIST = 1 << BITS;
    private static final String RESOURCE = "/org/bitcoinj/crypto/mnemonic/wordlist/english.txt";

    private RecoveryPhrase() {}

    /** The words for {@code seed}, which has 32 bytes. */
    static List<String> of(byte[] seed) {
        if (seed.length != Secrets.SIZE) {
            throw new IllegalArgumentException("a phrase is for 32 bytes, not " + seed.length);
        }
        byte[] checked = Arrays.copyOf(seed, Secrets.SIZE + 1);
        checked[Secrets.SIZE] = checksum(seed);
        BigInteger number = new BigInteger(1, checked);
        Arrays.fill(checked, (byte) 0);
        List<String> phrase = new ArrayList<>();
        for (int at = WORDS - 1; at >= 0; at--) {
            int word = number.shiftRight(at * BITS).intValue() & LIST - 1;
            phrase.add(Words.LIST.get(word));
        }
        return phrase;
    }

    /**
     * What {@code phrase} stands for, which the caller wipes; capitals do not matter.
     *
     * @throws EchoException of kind {@code USAGE} that says which word is none, or that one is wrong
     */
    static byte[] seed(List<String> phrase) {
        if (phrase.size() != WORDS) {
            throw usage("it has " + phrase.size() + " words, not " + WORDS);
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < WORDS; i++) {
            Integer word = Words.NUMBERS.get(phrase.get(i).toLowerCase(Locale.ROOT));
            if (word == null) {
                throw usage("word " + (i + 1) + " is not in the list of words"); // and not shown: it is nearly a secret
            }
            number = number.shiftLeft(BITS).or(BigInteger.valueOf(word));
        }
        byte[] seed = new byte[Secrets.SIZE];
        byte[] bytes = number.shiftRight(Byte.SIZE).toByteArray();
        int size = Math.min(bytes.length, Secrets.SIZE);
        System.arraycopy(bytes, bytes.length - size, seed, Secrets.SIZE - size, size);
        Arrays.fill(bytes, (byte) 0);
        if (number.byteValue() != checksum(seed)) {
            Arrays.fill(seed, (byte) 0);
            throw usage(
                    "its checksum is wrong: a word is another than the one that was written down, or in another place");
        }
        return seed;
    }

    private static byte checksum(byte[] seed) {
        return Hash.digest().digest(seed)[0];
    }

    private static EchoException usage(String what) {
        return new EchoException(
                EchoException.Kind.USAGE,
                "that is no recovery phrase (" + what + "); give the " + WORDS + " words in their order");
    }

    /** The English list of BIP-39, read when it is first needed. */
    private static final class Words {
        static final List<String> LIST = read();
        static final Map<String, Integer> NUMBERS = numbers();

        private static List<String> read() {
            InputStream list = Objects.requireNonNull(RecoveryPhrase.class.getResourceAsStream(RESOURCE), RESOURCE);
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(list, StandardCharsets.US_ASCII))) {
                return reader.lines().toList();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Map<String, Integer> numbers() {
            Map<String, Integer> numbers = new HashMap<>();
            for (int i = 0; i < LIST.size(); i++) {
                numbers.put(LIST.get(i), i);
            }
            return numbers;
        }
    }
}
