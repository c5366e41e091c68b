package echo.crypto.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A passphrase is what its file holds but for one line end, and is wiped after use. */
class PassphraseTest {
    private static final Argon2Cost SMALL = new Argon2Cost(8, 1, 1);
    private static final byte[] SALT = new byte[16];

    private final Path file;

    PassphraseTest(@TempDir Path folder) {
        file = folder.resolve("passphrase");
    }

    @Test
    void oneLineEndDoesNotCountAndAllElseDoes() throws IOException {
        for (String same : new String[] {"words", "words\n", "words\r\n"}) {
            assertArrayEquals(key("words"), read(same), same);
        }
        for (String other : new String[] {"words ", " words", "words\n\n", "words\r", "wordS", "words\u0000"}) {
            assertTrue(!Arrays.equals(key("words"), read(other)), other);
        }
        assertArrayEquals(key("words\n"), read("words\n\n"));
        assertArrayEquals(key("ü"), read("ü\n"));
    }

    @Test
    void fromOneByteTo1024() throws IOException {
        read("w");
        read("w".repeat(1024) + "\r\n");
        for (String wrong : new String[] {"", "\n", "\r\n", "w".repeat(1025), "w".repeat(5000)}) {
            assertTrue(refused(wrong).contains(file + " must hold one line of 1 to 1024 bytes"), wrong);
        }
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        EchoException refused = assertThrows(EchoException.class, () -> Passphrase.read(file));
        assertEquals(EchoException.Kind.STORAGE, refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).contains("passphrase file " + file), refused.getMessage());
    }

    @Test
    void closingWipesIt() throws IOException {
        Files.writeString(file, "words");
        Passphrase closed = Passphrase.read(file);
        closed.close();
        assertArrayEquals(SMALL.key(new byte[5], SALT), closed.key(SMALL, SALT));
    }

    private byte[] read(String content) throws IOException {
        Files.writeString(file, content);
        try (Passphrase words = Passphrase.read(file)) {
            return words.key(SMALL, SALT);
        }
    }

    private String refused(String content) throws IOException {
        Files.writeString(file, content);
        EchoException refused = assertThrows(EchoException.class, () -> Passphrase.read(file));
        assertEquals(EchoException.Kind.STORAGE, refused.kind());
        return String.valueOf(refused.getMessage());
    }

    private static byte[] key(String words) {
        return SMALL.key(words.getBytes(StandardCharsets.UTF_8), SALT);
    }
}
