/**
 * Backups of a data folder: a ZIP file of its files with their SHA-256 sums. Start with {@link echo.launcher.backup.Backup} and
 * {@link echo.launcher.backup.Restore}.
 */
@NullMarked
package echo.launcher.backup;

import org.jspecify.annotations.NullMarked;
