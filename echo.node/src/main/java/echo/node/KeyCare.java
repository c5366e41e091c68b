package echo.node;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.Sealing;
import echo.api.party.Role;
import echo.codec.ContentKeys;
import echo.codec.Credential;
import echo.codec.Statement.ExchangeKey;
import echo.pipeline.control.PartyState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sees to it that whoever may read has the party's content keys, and that there is one that nobody else has. Who lets somebody in,
 * or out, states what that takes in the same message. Where two did so at the same time something may be lacking still: then one
 * of those who write mends it, the senior first.
 *
 * <p>On the party's loop only.
 */
final class KeyCare {
    private static final long PATIENCE_MS = 2_000;
    private static final int MOST_RANKS = 30;

    private final Ports ports;
    private final Identity identity;
    private final PartyKeeper keeper;
    private final PartySync sync;
    private final Loop loop;
    private boolean stating;
    private boolean waiting;
    private PartyState seen = PartyState.EMPTY;

    /** Keys for a device. */
    record Gift(DeviceKey device, ExchangeKey exchange, Map<ContentKeyId, Bytes> keys) {}

    KeyCare(Ports ports, Identity identity, PartyKeeper keeper, PartySync sync, Loop loop) {
        this.ports = ports;
        this.identity = identity;
        this.keeper = keeper;
        this.sync = sync;
        this.loop = loop;
    }

    /**
     * What has to be stated so that all who may read, as {@code state} has it, can read what is sealed from now on: nothing, or as much as
     * one statement can hold. Once that is stated the rest is lacking.
     */
    List<Credential> lacking(PartyState state) {
        if (state.keys().isEmpty() || !state.mayWrite(identity.device())) {
            return List.of();
        }
        Map<ContentKeyId, Bytes> keys =
                keeper.ring().current(state).isPresent() ? keeper.ring().secrets() : fresh();
        List<Gift> gifts = new ArrayList<>();
        int room = Limits.KEYS_OF_A_GRANT;
        for (DeviceKey device : readers(state)) {
            Map<ContentKeyId, Bytes> lacking = lacking(state, device, keys, room);
            if (!lacking.isEmpty()) {
                ExchangeKey exchange = state.devices().get(device).orElseThrow().exchange();
                gifts.add(new Gift(device, exchange, lacking));
                room -= lacking.size();
            }
        }
        return gifts.isEmpty() ? List.of() : List.of(identity.grant(keeper.party(), gifts));
    }

    private Map<ContentKeyId, Bytes> fresh() {
        Bytes fresh = ports.entropy().next(Sealing.KEY_SIZE);
        return Collections.singletonMap(ContentKeys.id(keeper.party(), fresh), fresh);
    }

    /** All devices that may read, this one first: what it gives to others it has to have. */
    private List<DeviceKey> readers(PartyState state) {
        List<DeviceKey> readers = new ArrayList<>(List.of(identity.device()));
        state.devices().forEach(device -> {
            if (state.mayRead(device.getKey()) && !device.getKey().equals(identity.device())) {
                readers.add(device.getKey());
            }
        });
        return readers;
    }

    /** Those of {@code keys} that {@code device} may have and has not, at most {@code room} of them. */
    private static Map<ContentKeyId, Bytes> lacking(
            PartyState state, DeviceKey device, Map<ContentKeyId, Bytes> keys, int room) {
        Map<ContentKeyId, Bytes> lacking = new TreeMap<>();
        keys.forEach((id, key) -> {
            if (lacking.size() < room && !state.keys().has(device, id) && state.mayHave(device, id)) {
                lacking.put(id, key);
            }
        });
        return lacking;
    }

    /** This device is about to write: if there is no key for that, it makes one. */
    void ready() {
        PartyState state = keeper.engine().state();
        if (!state.keys().isEmpty() && keeper.ring().current(state).isEmpty()) {
            mend();
        }
    }

    /** Looks at what is known now; what is lacking is stated once those before this device have had the time to. */
    void look(PartyState state) {
        if (waiting || stating || isSeen(state)) {
            return;
        }
        if (lacking(state).isEmpty()) {
            seen = state;
        } else {
            waiting = true;
            loop.after(PATIENCE_MS * Math.min(rank(state), MOST_RANKS), () -> {
                waiting = false;
                mend();
            });
        }
    }

    /** Whether nothing that matters here is other than when nothing was lacking. */
    @SuppressWarnings("ReferenceEquality") // immutable: another one means another object, and equals costs time
    private boolean isSeen(PartyState state) {
        return state.people() == seen.people() && state.keys() == seen.keys();
    }

    private void mend() {
        List<Credential> lacking = stating || sync.progress().lags(keeper.controlFeed())
                ? List.of()
                : lacking(keeper.engine().state());
        if (!lacking.isEmpty()) {
            stating = true;
            keeper.state(lacking).whenComplete((timeframe, failure) -> {
                stating = false; // looked at again when more is kept; where this fails, not at once
                if (failure != null) {
                    waiting = true;
                    loop.after(PATIENCE_MS, () -> waiting = false);
                }
            });
        }
    }

    /** How many devices are to mend it before this one: those of admins first, in the order of seniority. */
    private int rank(PartyState state) {
        List<DeviceKey> order = new ArrayList<>();
        state.devices().forEach(device -> order.add(device.getKey()));
        order.removeIf(device -> !state.mayWrite(device));
        order.sort(Comparator.<DeviceKey, Boolean>comparing(
                        device -> !state.role(device).equals(Optional.of(Role.ADMIN)))
                .thenComparing(device -> seniority(state, device))
                .thenComparing(device -> device));
        return order.indexOf(identity.device());
    }

    private static int seniority(PartyState state, DeviceKey device) {
        MemberKey member = state.devices().get(device).orElseThrow().member();
        return state.members().get(member).orElseThrow().seniority();
    }
}
