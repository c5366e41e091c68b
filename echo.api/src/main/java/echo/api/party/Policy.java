package echo.api.party;

/**
 * What a party has laid down for all its members. An admin may change it ({@link Roster#setPolicy}).
 *
 * @param open whether admins may admit members and invite; if not, the members are a fixed list, which only gets shorter
 * @param past whether who is admitted from now on reads what was written before
 */
public record Policy(boolean open, boolean past) {
    /** What holds until something else is stated. */
    public static final Policy DEFAULT = new Policy(true, true);
}
