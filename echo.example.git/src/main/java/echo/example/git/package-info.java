/**
 * An example of a third party's bundle: git histories and folder trees as items, by nothing but {@code echo.api}. Start with
 * {@link echo.example.git.GitCommands} and {@link echo.example.git.TreeImport}.
 *
 * <pre>
 * a repository ─ GitHistory ──┐
 *                             ├→ Step, Step, … (what each commit changed) → TreeImport → batches of a party
 * a folder ───── FolderTree ──┘
 *                             └→ all files ← TreeCheck → items
 * </pre>
 */
@NullMarked
package echo.example.git;

import org.jspecify.annotations.NullMarked;
