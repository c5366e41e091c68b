package echo.pipeline.control;

import echo.api.Position;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which revocations are taken to stand while control messages are folded.
 *
 * @param asTold every one does that its place in the order lets stand, and none reaches back to what comes before it
 * @param standing these do, and reach back
 * @param favoured of these, those that stand whatever is against them
 * @param barred do not, whoever states them
 */
record Assumption(boolean asTold, Revocations standing, Revocations favoured, Set<Position> barred) {
    static final Assumption AS_TOLD =
            new Assumption(true, new Revocations(), new Revocations(), Collections.emptySet());

    static Assumption of(Collection<Revocation> standing, Revocations favoured, Set<Position> barred) {
        List<Revocation> all = new ArrayList<>(standing);
        all.addAll(favoured.all());
        return new Assumption(false, Revocations.of(all), favoured, barred);
    }

    boolean takes(Revocation revocation) {
        return asTold || standing.contains(revocation.at());
    }

    /** The revocation at {@code at} that stands whatever is against it, if it is one. */
    Optional<Revocation> favourite(Position at) {
        return favoured.at(at);
    }
}
