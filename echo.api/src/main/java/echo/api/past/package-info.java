/**
 * The past of a party, and taking back: what an item went through, how two timeframes differ, and undo and redo of what this
 * node wrote. Start with {@link echo.api.past.History} and {@link echo.api.past.Edits}; {@link echo.api.party.Party} gives them.
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.api.past;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
