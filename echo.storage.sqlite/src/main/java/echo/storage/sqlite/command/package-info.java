/** What {@code echodb} runs on a data folder beside a node. Start with {@link echo.storage.sqlite.command.BackupFiles}. */
@NullMarked
package echo.storage.sqlite.command;

import org.jspecify.annotations.NullMarked;
