package echo.node;

import echo.api.MemberKey;
import echo.api.party.Request;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who asks to be admitted to one party, and whom somebody has refused, as long as the node runs. Of both as many as {@value #MOST} are
 * kept, those that came last. Any thread.
 */
// Anybody who knows where the party is may ask, with as many keys as he likes: so there is a bound, and nothing is
// written.
final class Requests {
    static final int MOST = 64;

    private final Map<MemberKey, Request> pending = new LinkedHashMap<>();
    private final Set<MemberKey> refused = new LinkedHashSet<>();

    synchronized void add(MemberKey member, long nowMs) {
        if (pending.putIfAbsent(member, new Request(member, nowMs)) == null && pending.size() > MOST) {
            pending.remove(pending.keySet().iterator().next());
        }
    }

    /** Those that wait, in the order in which they came. */
    synchronized List<Request> pending() {
        return new ArrayList<>(pending.values());
    }

    /** Somebody has admitted it. */
    synchronized void settle(MemberKey member) {
        pending.remove(member);
        refused.remove(member);
    }

    /** Whether there was such a request; it is answered so from now on. */
    synchronized boolean refuse(MemberKey member) {
        boolean waited = pending.remove(member) != null;
        if (waited && refused.add(member) && refused.size() > MOST) {
            refused.remove(refused.iterator().next());
        }
        return waited;
    }

    synchronized boolean isRefused(MemberKey member) {
        return refused.contains(member);
    }
}
