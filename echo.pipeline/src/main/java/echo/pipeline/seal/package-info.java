/**
 * Bodies that only members can read. Start with {@link echo.pipeline.seal.KeyRing}.
 *
 * <pre>
 *   control feeds ─ KeyGrant ─▶ KeyRing ─┬─▶ BodyReader   a message's body, or what it lacks
 *   PartyState.keys ─ newest, unspoilt ──┘─▶ BodySealer   a message with a sealed body
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.pipeline.seal;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
