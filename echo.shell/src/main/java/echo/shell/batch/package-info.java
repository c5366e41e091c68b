/** The console of scripts: a command on each line, an answer after each. Start with {@link echo.shell.batch.BatchConsole}. */
@NullMarked
package echo.shell.batch;

import org.jspecify.annotations.NullMarked;
