package echo.simulation.check;

import echo.api.PartyKey;
import echo.api.feed.Timeframe;
import echo.simulation.check.ReadMessages.Entry;
import echo.simulation.check.ReferenceStatements.Revocation;
import echo.simulation.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who belongs to a party, computed as docs/parties.md says it: all control messages, sorted, one statement after the other. Which
 * revocations stand is found by trying all sets of them: in one that may be, exactly those are in effect that are taken to stand. Of
 * several such sets the one counts that has the seniors' revocations.
 */
final class ReferenceParty {
    private static final int MOST_REVOCATIONS = 8;

    private final PartyKey party;
    private final World world;
    private final List<Entry> sorted = new ArrayList<>();

    ReferenceParty(PartyKey party, World world) {
        this.party = party;
        this.world = world;
    }

    /** What the control messages say that {@code known} covers; nothing if there are too many revocations to try all sets of them. */
    Optional<ReferenceStatements> fold(ReadMessages messages, Timeframe known) {
        known.extents().forEach((feed, extent) -> {
            List<Entry> entries = messages.of(feed);
            sorted.addAll(entries.subList(0, (int) Math.min(entries.size(), extent.length())));
        });
        sorted.sort(ReferenceFold.ORDER);
        List<Revocation> possible = read(Set.of()).found().stream()
                .sorted(Comparator.comparingInt(Revocation::seniority))
                .toList();
        if (possible.size() > MOST_REVOCATIONS) {
            return Optional.empty();
        }
        for (int left = 0;
                left < 1 << possible.size();
                left++) { // first all, last none; the first one's is left out last
            Set<Revocation> standing = new TreeSet<>();
            for (int i = 0; i < possible.size(); i++) {
                if ((left >>> (possible.size() - 1 - i) & 1) == 0) {
                    standing.add(possible.get(i));
                }
            }
            ReferenceStatements read = read(standing);
            if (read.found().equals(standing)) {
                return Optional.of(read);
            }
        }
        return Optional.empty();
    }

    private ReferenceStatements read(Set<Revocation> standing) {
        ReferenceStatements statements = new ReferenceStatements(party, world, standing);
        sorted.forEach(statements::read);
        return statements;
    }
}
