/**
 * How two nodes that share six digits hand over an invitation: frames in, frames out, without a clock or a thread. Start with
 * {@link echo.node.rendezvous.Rendezvous}, which is where the inviter waits, and {@link echo.node.rendezvous.Guest}, who comes.
 *
 * <pre>
 *   Guest ── Line ═══ channel ═══ Line ── Host ┐
 *                                 Line ── Host ┴ Rendezvous ── Owner: makes the invitation
 * </pre>
 */
@NullMarked
package echo.node.rendezvous;

import org.jspecify.annotations.NullMarked;
