package echo.api.party;

import echo.api.DeviceKey;
import echo.api.MemberKey;

/**
 * A device of a party.
 *
 * @param member whose it is
 */
public record Device(DeviceKey key, MemberKey member) {}
