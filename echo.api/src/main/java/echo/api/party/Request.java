package echo.api.party;

import echo.api.MemberKey;

/**
 * Somebody asks to be admitted to a party, and waits for an admin to decide.
 *
 * @param member the key that it has shown to have; who that is has to be found out elsewhere
 * @param sinceMs when this node heard of it first, ms since 1970 by this node's clock
 */
public record Request(MemberKey member, long sinceMs) {}
