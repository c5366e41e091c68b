package echo.example.git;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/**
 * A repository's history as one line: from HEAD along first parents. A merge is the difference to its first parent, so after
 * each step the files are exactly those of its commit, whatever was merged.
 */
final class GitHistory implements Source {
    private final Repository repository;
    private final String name;
    private final List<ObjectId> newestFirst;

    private GitHistory(Repository repository, String name, List<ObjectId> newestFirst) {
        this.repository = repository;
        this.name = name;
        this.newestFirst = newestFirst;
    }

    /** The repository that {@code folder} is in, if it is in one and something was committed. */
    static Optional<GitHistory> open(Path folder) throws IOException {
        File start = folder.toAbsolutePath().normalize().toFile();
        FileRepositoryBuilder found =
                new FileRepositoryBuilder().readEnvironment().findGitDir(start);
        if (found.getGitDir() == null) {
            return Optional.empty();
        }
        Repository repository = found.build();
        ObjectId head = repository.resolve(Constants.HEAD);
        if (head == null) {
            repository.close();
            return Optional.empty();
        }
        File root = repository.isBare() ? repository.getDirectory() : repository.getWorkTree();
        return Optional.of(new GitHistory(repository, root.getName(), line(repository, head)));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String head() {
        return newestFirst.get(0).name();
    }

    @Override
    public int length() {
        return newestFirst.size();
    }

    @Override
    public String described(int steps) {
        String which = steps < length() ? "the newest " + steps + " of " + length() : "all " + length();
        return which + " commits of " + name + ", to " + head().substring(0, 8);
    }

    @Override
    public void steps(int most, Consumer<Step> reader) throws IOException {
        List<ObjectId> line = new ArrayList<>(newestFirst.subList(0, Math.min(most, newestFirst.size())));
        Collections.reverse(line);
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader objects = repository.newObjectReader()) {
            Optional<RevCommit> before = Optional.empty();
            for (ObjectId id : line) {
                RevCommit commit = walk.parseCommit(id);
                reader.accept(new Step(commit.name(), message(commit), changes(objects, before, commit)));
                before = Optional.of(commit);
            }
        }
    }

    @Override
    public SortedMap<String, FileEntry> files() throws IOException {
        SortedMap<String, FileEntry> files = new TreeMap<>();
        try (RevWalk walk = new RevWalk(repository);
                ObjectReader objects = repository.newObjectReader()) {
            RevCommit head = walk.parseCommit(newestFirst.get(0));
            changes(objects, Optional.empty(), head)
                    .forEach(change -> change.now().ifPresent(file -> files.put(change.path(), file)));
        }
        return files;
    }

    @Override
    public void close() {
        repository.close();
    }

    private static List<Change> changes(ObjectReader objects, Optional<RevCommit> before, RevCommit commit)
            throws IOException {
        List<Change> gone = new ArrayList<>();
        List<Change> there = new ArrayList<>();
        try (TreeWalk walk = new TreeWalk(objects)) {
            if (before.isPresent()) {
                walk.addTree(before.get().getTree());
            } else {
                walk.addTree(new EmptyTreeIterator());
            }
            walk.addTree(commit.getTree());
            walk.setRecursive(true);
            walk.setFilter(TreeFilter.ANY_DIFF);
            while (walk.next()) {
                Optional<FileEntry> now = entry(objects, walk);
                (now.isPresent() ? there : gone).add(new Change(walk.getPathString(), now));
            }
        }
        gone.addAll(there);
        return gone;
    }

    private static Optional<FileEntry> entry(ObjectReader objects, TreeWalk walk) throws IOException {
        FileMode mode = walk.getFileMode(1);
        if (mode.equals(FileMode.MISSING)) {
            return Optional.empty();
        }
        ObjectId blob = walk.getObjectId(1);
        long size = mode.equals(FileMode.GITLINK) ? 0 : objects.getObjectSize(blob, Constants.OBJ_BLOB);
        return Optional.of(new FileEntry(mode.toString(), blob.name(), size));
    }

    private static String message(RevCommit commit) {
        String author =
                commit.getAuthorIdent() == null ? "?" : commit.getAuthorIdent().getName();
        return commit.name().substring(0, 8) + " " + author + ": " + commit.getShortMessage();
    }

    private static List<ObjectId> line(Repository repository, ObjectId head) throws IOException {
        List<ObjectId> line = new ArrayList<>();
        try (RevWalk walk = new RevWalk(repository)) {
            walk.setFirstParent(true);
            walk.markStart(walk.parseCommit(head));
            for (RevCommit commit : walk) {
                line.add(commit.getId().copy());
            }
        }
        return line;
    }
}
