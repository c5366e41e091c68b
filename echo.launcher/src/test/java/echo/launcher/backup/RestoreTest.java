package echo.launcher.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.launcher.exit.ExitCode;
import echo.launcher.exit.Trouble;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A backup whose bytes are not what was written is refused, and then nothing of it is there. */
class RestoreTest {
    private static final String HEAD = Archive.VERSION + "\nfile\n";

    private final Path folder;
    private final Path file;
    private final Path to;

    RestoreTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
        this.file = this.folder.resolve("saved.zip");
        this.to = this.folder.resolve("restored");
    }

    private Map<String, String> saved() throws IOException, ReflectiveOperationException {
        Path data = Folders.small(folder.resolve("data"));
        new Backup(data).write(file, new ListedStorage());
        return Folders.content(data);
    }

    private Trouble refusal() throws IOException {
        Map<String, String> before = Folders.content(folder);
        Trouble trouble = assertThrows(Trouble.class, () -> new Restore(file).into(to, new ListedStorage()));
        assertEquals(before, Folders.content(folder), "something was left behind or changed");
        return trouble;
    }

    private void assertDamaged(String how) throws IOException {
        Trouble trouble = refusal();
        assertEquals(ExitCode.CORRUPT, trouble.exitCode(), () -> how + ": " + trouble.getMessage());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void whatIsRestoredIsItsOwnersAlone() throws IOException, ReflectiveOperationException {
        saved();
        new Restore(file).into(to, new ListedStorage());
        try (Stream<Path> all = Files.walk(to)) {
            for (Path path : all.toList()) {
                assertEquals(Files.isDirectory(path) ? "rwx------" : "rw-------", Folders.rights(path), path::toString);
            }
        }
    }

    @Test
    void aFolderThatIsNotEmptyAndAFileAreRefused() throws IOException, ReflectiveOperationException {
        saved();
        Folders.put(to.resolve("something"), 3);
        assertEquals(ExitCode.USAGE, refusal().exitCode());
        Files.delete(to.resolve("something"));
        Files.delete(to);
        Folders.put(to, 3);
        assertEquals(ExitCode.USAGE, refusal().exitCode());
    }

    @Test
    void anEmptyFolderIsTaken() throws IOException, ReflectiveOperationException {
        Map<String, String> saved = saved();
        Files.createDirectories(to);
        new Restore(file).into(to, new ListedStorage());
        assertEquals(saved, Folders.content(to));
    }

    @Test
    void aFileThatIsNotThereIsRefused() throws IOException {
        assertEquals(ExitCode.STORAGE, refusal().exitCode());
    }

    /** Folders above it that were made for it go too. */
    @Test
    void aStorageThatRefusesLeavesNothingBehind() throws IOException, ReflectiveOperationException {
        saved();
        Map<String, String> before = Folders.content(folder);
        assertThrows(
                Trouble.class,
                () -> new Restore(file).into(folder.resolve("deep/deeper/data"), (type, words) -> {
                    throw new Trouble(ExitCode.CORRUPT, "a log is no log");
                }));
        assertEquals(before, Folders.content(folder));
    }

    /** A bit of each byte. Where that says nothing, as a time or the directory at the end, all is restored. */
    @Test
    void eachByteThatIsChangedIsFoundOrSaysNothing() throws IOException, ReflectiveOperationException {
        Map<String, String> saved = saved();
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte[] changed = bytes.clone();
            changed[i] ^= (byte) (1 << i % 8);
            refused += restoredOrRefused(changed, saved, "byte " + i) ? 0 : 1;
        }
        assertTrue(refused > bytes.length / 2, refused + " of " + bytes.length);
    }

    @Test
    void aFileThatIsCutIsRefusedUnlessAllIsThere() throws IOException, ReflectiveOperationException {
        Map<String, String> saved = saved();
        byte[] bytes = Files.readAllBytes(file);
        int refused = 0;
        for (int length = 0; length < bytes.length; length++) {
            refused += restoredOrRefused(Arrays.copyOf(bytes, length), saved, "cut at " + length) ? 0 : 1;
        }
        assertTrue(refused > bytes.length / 2, refused + " of " + bytes.length);
    }

    private boolean restoredOrRefused(byte[] bytes, Map<String, String> saved, String how) throws IOException {
        Files.write(file, bytes);
        try {
            new Restore(file).into(to, new ListedStorage());
        } catch (Trouble e) {
            assertEquals(ExitCode.CORRUPT, e.exitCode(), () -> how + ": " + e.getMessage());
            assertEquals(Set.of("data", "saved.zip"), names(), how);
            return false;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new AssertionError(how, e);
        }
        assertEquals(saved, Folders.content(to), how);
        delete(to);
        return true;
    }

    private Set<String> names() throws IOException {
        Map<String, String> content = Folders.content(folder);
        content.keySet().removeIf(name -> name.contains("/"));
        return content.keySet();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    /** Writes a backup file by hand: {@code entries}, each with its name as content, and the sums of {@code sums}. */
    private void write(String title, String[] entries, String... sums) throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String name : sums) {
            byte[] content = name.getBytes(StandardCharsets.UTF_8);
            listed.put(name, HexFormat.of().formatHex(Archive.sha256().digest(content)));
        }
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, Archive.TITLE, title);
            for (String name : entries) {
                put(zip, name, name);
            }
            put(zip, Archive.SUMS, Archive.text(listed));
        }
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../x",
                "/x",
                "",
                ".",
                "..",
                "meta/../../x",
                "meta/..",
                "meta//x",
                "meta/",
                "./x",
                "meta\\..\\x",
                "C:x",
                "meta/.x",
                "a/b/c/d/e/f",
                "meta/x\u0000",
                "meta/\u00e4",
                "~/x",
                "a b"
            })
    void namesThatLeadOutOfTheFolderAreRefused(String name) throws IOException {
        write(HEAD, new String[] {"meta/first", name}, "meta/first", name);
        assertDamaged("'" + name + "'");
    }

    @Test
    void aNameThatIsAFilesAndAFoldersIsRefused() throws IOException {
        write(HEAD, new String[] {"meta/x", "meta/x/y"}, "meta/x", "meta/x/y");
        assertDamaged("a folder where a file is");
        write(HEAD, new String[] {"meta/x/y", "meta/x"}, "meta/x", "meta/x/y");
        assertDamaged("a file where a folder is");
    }

    @Test
    void theListAndTheFilesMustBeTheSame() throws IOException, ReflectiveOperationException {
        write(HEAD, new String[] {"meta/x"}, "meta/x", "meta/y");
        assertDamaged("one is missing");
        write(HEAD, new String[] {"meta/x", "meta/y"}, "meta/x");
        assertDamaged("one is too much");
        write(HEAD, new String[] {"meta/x", "meta/y"}, "meta/x", "meta/y");
        new Restore(file).into(to, new ListedStorage());
        assertEquals(Set.of("meta", "meta/x", "meta/y"), Folders.content(to).keySet());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "echo-backup 1", "echo-backup 1\n", "echo-backup 2\nfile\n", "echo-backup 1\n../x\n", "PK"})
    void anotherTitleIsRefused(String title) throws IOException {
        write(title, new String[] {"meta/x"}, "meta/x");
        assertDamaged("title '" + title + "'");
        Files.writeString(file, title);
        assertDamaged("no ZIP file");
    }
}
