package echo.api.party;

/** Which items a list shows, by their own mark of deletion. */
public enum Deleted {
    /** Those that are not deleted. */
    HIDE,
    /** All. */
    SHOW,
    /** Those that are deleted. */
    ONLY;

    /** Whether an item is shown that is deleted, or is not. */
    public boolean shows(boolean deleted) {
        return this == SHOW || deleted == (this == ONLY);
    }
}
