/**
 * The state of a text item, immutable. Start with {@link echo.model.text.state.TextState} and
 * {@link echo.model.text.state.Element}, which says in which order elements stand.
 *
 * <pre>
 *   TextState ─▶ Runs: name ─▶ run          what was ever inserted, and where in the tree
 *       ├──────▶ Rope: leaves of spans      pieces of runs in the order of the text, deleted ones too
 *       └──────▶ Waiting: changes           what came and names what is not there
 * </pre>
 */
@NullMarked
package echo.model.text.state;

import org.jspecify.annotations.NullMarked;
