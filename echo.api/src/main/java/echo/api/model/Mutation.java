package echo.api.model;

import echo.api.Bytes;
import echo.api.MemberKey;
import echo.api.Position;

/**
 * One change of one item, as its model sees it.
 *
 * @param position where it stands in the party's order; also a unique name for what it brings (a message, a list element)
 * @param author the member who wrote it, proved by signatures
 * @param timeMs the author's wall clock, in ms since 1970; information for people, never for deciding
 * @param data the model's own bytes; anything at all may stand here
 */
public record Mutation(Position position, MemberKey author, long timeMs, Bytes data) {}
