package echo.pipeline.control;

import echo.api.Position;
import echo.codec.Credential;
import echo.codec.Statement.KeyGrant;
import echo.pipeline.control.Spoken.Place;
import java.util.ArrayList;
import java.util.List;

/**
 * A message of a control feed.
 *
 * @param position in the order
 * @param block of its feed, from 0
 * @param said its credentials
 */
record ControlMessage(Position position, long block, List<Spoken> said) {
    static ControlMessage of(Position position, long block, List<Credential> credentials) {
        List<Spoken> said = new ArrayList<>(credentials.size());
        for (Credential credential : credentials) {
            Position at = new Position(position.lamport(), position.feed(), said.size());
            said.add(Spoken.at(new Place(at, block), credential));
        }
        return new ControlMessage(position, block, said);
    }

    /** The content keys that it grants, whether what it says is void or not: somebody may have sealed with them meanwhile. */
    List<KeyGrant> grants() {
        return said.stream()
                .flatMap(spoken -> spoken.statement().stream())
                .filter(KeyGrant.class::isInstance)
                .map(KeyGrant.class::cast)
                .toList();
    }

    /** Whether somebody is to do less by it. */
    boolean mayRevoke() {
        return said.stream().anyMatch(spoken -> spoken.cutting().isPresent());
    }
}
