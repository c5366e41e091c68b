package echo.api.party;

import echo.api.PartyKey;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the devices of one member have for themselves: a party in which each notes the parties that it has open, so that the others
 * can open them too. It is none of {@link Echo#parties}, and nobody needs one who has one device.
 *
 * <p>A device is the member's if it has the member's key: of {@code key:device}, or of the recovery phrase. Notes are object items, so
 * they are read and written while that model is installed.
 *
 * <p>Any thread; stages as those of {@link Echo}.
 */
@ProviderType
public interface Home {
    /**
     * Makes a code with which the member's further devices enter this home, which is founded if there is none. It is no secret: who
     * has not the member's key comes nowhere by it. Fails with kind {@code UNAVAILABLE} if this node listens nowhere.
     */
    CompletionStage<String> invite();

    /**
     * Enters the home of another device of the member with its code. Fails as {@link Echo#join}, with kind {@code USAGE} for the code of
     * an invitation and if this device shares a home with others, and {@code REFUSED} if that is a party with other members. A home that
     * this device alone has is left as it is, and the shared one counts.
     */
    CompletionStage<Boolean> enter(String code);

    /** The party itself, if there is one: its roster has the member's devices, and retires one. */
    Optional<Party> party();

    /** The parties that the devices of this home have open, by key. */
    List<Known> parties();

    /**
     * Opens on this device a party that another one has open, as another device of the member there; complete once one of the
     * member's devices has let it in. Fails with kind {@code USAGE} for a party of which no device has told, {@code UNAVAILABLE} if
     * none of those that have it listens anywhere, and as {@link Echo#join}.
     */
    CompletionStage<Party> open(PartyKey party);
}
