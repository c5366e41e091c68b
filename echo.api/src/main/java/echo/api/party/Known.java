package echo.api.party;

import echo.api.DeviceKey;
import echo.api.PartyKey;
import java.util.List;

/**
 * A party that devices of this node's member have open.
 *
 * @param party its key
 * @param name as one of them has noted it
 * @param open whether this device has it open
 * @param devices those that have noted that they have it open, by key, at least one
 */
public record Known(PartyKey party, String name, boolean open, List<DeviceKey> devices) {
    public Known {
        devices = List.copyOf(devices);
    }
}
