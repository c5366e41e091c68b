package echo.crypto.vault;

import static echo.crypto.vault.VaultFolder.SECRET;
import static echo.crypto.vault.VaultFolder.VERSION_1;
import static echo.crypto.vault.VaultFolder.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as people write them: one line of answer, or one of reason. */
class KeyCommandTest {
    private final Path data;
    private final VaultFolder files;
    private final String one;
    private final String two;

    KeyCommandTest(@TempDir Path data) {
        this.data = data;
        files = new VaultFolder(data);
        one = files.passphrase("one").toString();
        two = files.passphrase("two").toString();
        VaultFolder.write(files.device, VERSION_1);
    }

    @Test
    void aKeyIsSealedExportedAndImportedInOneShell() {
        KeyCommand shell = new KeyCommand(files.places(), files::custody);
        String export = data.resolve("export").toString();
        assertAnswer("is sealed with the passphrase in " + one, shell.answer("passphrase", one));
        assertAnswer("is sealed with the passphrase in " + two, shell.answer("passphrase", two));
        assertAnswer("is exported to " + export, shell.answer("export", export, one));
        assertAnswer("is sealed with the machine key " + files.machine, shell.answer("machine"));
        assertAnswer("is sealed with the passphrase in " + one, shell.answer("passphrase", one));
        assertEquals(SECRET, files.secret(files.places("one")));

        VaultFolder other = new VaultFolder(data.resolve("other"));
        KeyCommand there = new KeyCommand(other.places(), other::custody);
        assertAnswer("is imported to " + other.device, there.answer("import", export, one));
        assertEquals(SECRET, other.secret(other.places()));
    }

    @Test
    void aFurtherDeviceIsMadeOfAFileOrOfWords() {
        KeyCommand shell = new KeyCommand(files.places(), files::custody);
        String export = data.resolve("export").toString();
        assertAnswer("of a further device of this member is in " + export, shell.answer("device", export, one));
        String phrase = shell.answer("phrase");
        assertEquals(24, phrase.split(" ").length);

        Path words = VaultFolder.write(data.resolve("words"), Bytes.utf8("\n" + phrase.replace(" ", "\n ") + "\n"));
        VaultFolder other = new VaultFolder(data.resolve("other"));
        KeyCommand there = new KeyCommand(other.places(), other::custody);
        assertAnswer("of a new device of that member is in " + other.device, there.answer("recover", words.toString()));
        assertEquals(phrase, there.answer("phrase"));
    }

    @Test
    void theOldPassphraseMayBeNamedWhereItIsNotConfigured() {
        new KeyCommand(files.places(), files::custody).answer("passphrase", one);
        new KeyCommand(files.places(), files::custody).answer("passphrase", two, one);
        assertEquals(SECRET, files.secret(files.places("two")));
        new KeyCommand(files.places("one"), files::custody).answer("machine", two);
        assertEquals(SECRET, files.secret(files.places()));
    }

    /** As the launcher calls it, with passphrases at their full cost. */
    @Test
    void theLauncherNamesTheFilesFirst() {
        assertAnswer("is sealed with the passphrase in " + one, run("", "passphrase", one));
        assertAnswer("is sealed with the machine key " + files.machine, run(one, "machine"));
        assertEquals(SECRET, files.secret(files.places()));
    }

    @Test
    void aDeviceWithoutAKeyIsToldToGetOne() {
        VaultFolder none = new VaultFolder(data.resolve("none"));
        String message =
                refused(EchoException.Kind.STORAGE, () -> new KeyCommand(none.places()).answer("passphrase", one));
        assertTrue(message.contains("there is no key file " + none.device + " yet"), message);
    }

    @Test
    void wordsThatAreMissingOrTooManyAreUsage() {
        usage("write passphrase NEW [OLD];", "passphrase");
        usage("write passphrase NEW [OLD];", "passphrase", one, two, one);
        usage("write machine [OLD];", "machine", one, two);
        usage("write export FILE PASSPHRASE;", "export", one);
        usage("write import FILE PASSPHRASE;", "import", one);
        usage("'turn' is no command", "turn");
        assertEquals(VERSION_1, VaultFolder.read(files.device));
    }

    private static void assertAnswer(String beginning, String answer) {
        assertTrue(answer.startsWith("the key " + beginning), answer);
        assertEquals(1, answer.lines().count());
    }

    private void usage(String reason, String... words) {
        String message = refused(EchoException.Kind.USAGE, () -> run("", words));
        assertTrue(message.contains(reason), message);
    }

    private String run(String passphrase, String... words) {
        String[] all = new String[3 + words.length];
        all[0] = files.device.toString();
        all[1] = files.machine.toString();
        all[2] = passphrase;
        System.arraycopy(words, 0, all, 3, words.length);
        return KeyCommand.run(all);
    }
}
