package echo.example.git;

import java.util.Optional;

/**
 * What became of one path.
 *
 * @param path from the tree's root, with slashes
 * @param now the file, or nothing when it is gone
 */
record Change(String path, Optional<FileEntry> now) {}
