package echo.node;

import echo.api.EchoException;
import echo.api.party.PartyStatus;
import echo.pipeline.Account;
import echo.pipeline.items.Snapshot;
import echo.replication.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a party's status is made of when somebody asks for it: the loop publishes the parts, which it has anyway, and whoever
 * asks pays for lines and sums.
 *
 * <p>Immutable; any thread.
 *
 * @param account what the engine has, held and refused
 * @param snapshot the items that are shown
 * @param trouble why the store is out of order, if it is
 */
record Standing(Account account, Snapshot snapshot, Optional<EchoException> trouble) {
    static final Standing NONE = new Standing(Account.EMPTY, Snapshot.EMPTY, Optional.empty());

    private static final int LINES = 100;

    /** The same, with {@code other} trouble if there is none yet. */
    Standing or(Optional<EchoException> other) {
        return new Standing(account, snapshot, trouble.or(() -> other));
    }

    /** How much was refused. */
    int refused() {
        return account.refused().size();
    }

    /** The status of a party whose peers have offered what {@code progress} says. */
    PartyStatus status(Progress progress) {
        List<String> refused = new ArrayList<>(account.refused());
        trouble.ifPresent(cause -> refused.add(String.valueOf(cause.getMessage())));
        int from = Math.max(0, refused.size() - LINES);
        return new PartyStatus(
                account.controlHeld(),
                account.dataHeld(),
                account.applied(),
                progress.offered().merge(account.held()),
                account.heldCount(),
                account.held(LINES),
                refused.subList(from, refused.size()),
                snapshot.records().size(),
                snapshot.opaqueCount());
    }
}
