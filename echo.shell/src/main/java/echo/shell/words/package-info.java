/**
 * What commands are made of: the words after a command's name, values as people write them, and failures in one line.
 * Start with {@link echo.shell.words.Words} and {@link echo.shell.words.GogoValue}.
 */
@NullMarked
package echo.shell.words;

import org.jspecify.annotations.NullMarked;
