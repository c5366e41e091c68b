package echo.api.party;

import echo.api.DeviceKey;
import echo.api.InvitationKey;

/**
 * An invitation that can still be used.
 *
 * @param key by which it is told from others
 * @param role what it makes of who uses it
 * @param usesLeft how many it may still admit
 * @param expiresMs when the inviter's node stops answering, ms since 1970 by that node's clock
 * @param by the device that issued it
 */
public record Invitation(InvitationKey key, Role role, int usesLeft, long expiresMs, DeviceKey by) {}
