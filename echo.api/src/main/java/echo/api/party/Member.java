package echo.api.party;

import echo.api.MemberKey;

/**
 * A member of a party.
 *
 * @param key the member's identity
 * @param role what it may do
 */
public record Member(MemberKey key, Role role) {}
