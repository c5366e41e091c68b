package echo.example.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.EchoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.revwalk.RevCommit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The history that is imported.
 *
 * <pre>
 * first ── second ── third ── merge
 *      └── side ─────────────┘
 * </pre>
 */
class HistoryTest {
    private final Path folder;

    HistoryTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void commit() throws IOException, GitAPIException {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            write("README", "one");
            write("src/deep/a.txt", "a");
            commit(git, "first");
            git.checkout().setCreateBranch(true).setName("side").call();
            write("side.txt", "side");
            commit(git, "side");
            git.checkout().setName("main").call();
            write("README", "two");
            commit(git, "second");
            git.rm().addFilepattern("src/deep/a.txt").call();
            commit(git, "third");
            git.merge()
                    .include(git.getRepository().resolve("side"))
                    .setFastForward(FastForwardMode.NO_FF)
                    .setMessage("merge")
                    .call();
        }
    }

    @Test
    void afterEachStepTheFilesAreThoseOfItsCommitMergesIncluded() throws IOException {
        try (Source source = Source.open(folder)) {
            List<String> told = new ArrayList<>();
            SortedMap<String, FileEntry> files = new TreeMap<>();
            source.steps(10, step -> {
                apply(step, files);
                told.add(step.message().replaceAll(".*: ", "") + " " + files.keySet());
            });
            assertEquals(
                    List.of(
                            "first [README, src/deep/a.txt]",
                            "second [README, src/deep/a.txt]",
                            "third [README]",
                            "merge [README, side.txt]"),
                    told);
            assertEquals(source.files(), files);
        }
    }

    @Test
    void aBoundedHistoryBeginsWithItsFirstCommitsWholeTree() throws IOException {
        try (Source source = Source.open(folder)) {
            SortedMap<String, FileEntry> files = new TreeMap<>();
            List<Step> steps = new ArrayList<>();
            source.steps(2, step -> {
                steps.add(step);
                apply(step, files);
            });
            assertEquals(2, steps.size());
            assertEquals(4, source.length());
            assertEquals(
                    List.of("README"),
                    steps.get(0).changes().stream().map(Change::path).toList());
            assertEquals(source.files(), files);
            assertEquals(source.head(), steps.get(1).id());
        }
    }

    @Test
    void aFolderInsideARepositoryStandsForTheRepository() throws IOException {
        try (Source source = Source.open(Files.createDirectory(folder.resolve("inside")))) {
            assertInstanceOf(GitHistory.class, source);
            assertEquals(folder.getFileName().toString(), source.name());
        }
    }

    @Test
    void aFolderWithoutARepositoryIsAHistoryOfOneStepWithGitsBlobIds(@TempDir Path plain) throws IOException {
        Files.writeString(plain.resolve("README"), "two");
        Files.writeString(plain.resolve(".hidden"), "x");
        try (Source source = Source.open(plain);
                Source repository = Source.open(folder)) {
            List<Step> steps = new ArrayList<>();
            source.steps(10, steps::add);
            FileEntry readme = repository.files().get("README");
            assertEquals(
                    List.of(new Change("README", Optional.ofNullable(readme))),
                    steps.get(0).changes());
            assertEquals(1, steps.size());
        }
    }

    @Test
    void whatIsNoFolderIsRefusedInOneLine() {
        EchoException refused = assertThrows(EchoException.class, () -> Source.open(folder.resolve("README")));
        assertEquals(EchoException.Kind.USAGE, refused.kind());
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static RevCommit commit(Git git, String message) throws GitAPIException {
        git.add().addFilepattern(".").call();
        return git.commit()
                .setMessage(message)
                .setSign(false)
                .setAuthor("a", "a@b")
                .setCommitter("a", "a@b")
                .call();
    }

    private static void apply(Step step, SortedMap<String, FileEntry> files) {
        step.changes()
                .forEach(change -> change.now()
                        .ifPresentOrElse(file -> files.put(change.path(), file), () -> files.remove(change.path())));
    }
}
