package echo.model.object.format;

import echo.api.model.Recent;

/** Keys of properties, which are the same in item after item. */
final class Keys {
    private static final Recent<String> RECENT = new Recent<>();
    private static final int LONGEST = 64;

    private Keys() {}

    /** {@code key}, or an equal one that came before. */
    static String shared(String key) {
        return key.length() <= LONGEST ? RECENT.of(key) : key;
    }
}
