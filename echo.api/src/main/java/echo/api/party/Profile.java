package echo.api.party;

import echo.api.Limits;
import echo.api.blob.Cid;
import java.util.Optional;

/**
 * How a member wants to be shown in a party. What it says is the member's own affair: two may have one name.
 *
 * @param name for people, at most {@link Limits#NAME} characters, may be empty
 * @param picture the name of a blob with a picture, if there is one; who wants to see it has to have the blob
 */
public record Profile(String name, Optional<Cid> picture) {
    /** @throws IllegalArgumentException if the name is too long */
    public Profile {
        if (name.length() > Limits.NAME) {
            throw new IllegalArgumentException(
                    "a profile's name has at most " + Limits.NAME + " characters, not " + name.length());
        }
    }
}
