/**
 * The commands that people and scripts type, as Gogo commands over {@code echo.api} alone. Start with
 * {@link echo.shell.ItemCommands} and {@link echo.shell.batch.BatchConsole}.
 *
 * <pre>
 * a line → Gogo → XxxCommands → Words (its arguments) → Selection (which party) → Party → an answer in text
 * </pre>
 *
 * <p>A command returns its answer, and throws a {@link echo.shell.words.CommandFailure} whose text is one line.
 */
@NullMarked
package echo.shell;

import org.jspecify.annotations.NullMarked;
