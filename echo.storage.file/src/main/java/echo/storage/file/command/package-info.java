/** What {@code echodb} runs on a data folder without a node. Start with {@link echo.storage.file.command.FsckCommand}. */
@NullMarked
package echo.storage.file.command;

import org.jspecify.annotations.NullMarked;
