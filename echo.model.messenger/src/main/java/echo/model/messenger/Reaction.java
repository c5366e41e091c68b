package echo.model.messenger;

import echo.api.MemberKey;

/** One member's reaction to one message. In order of texts, then of members. */
record Reaction(String text, MemberKey member) implements Comparable<Reaction> {
    @Override
    public int compareTo(Reaction other) {
        int order = text.compareTo(other.text);
        return order != 0 ? order : member.compareTo(other.member);
    }
}
