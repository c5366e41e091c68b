package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.model.PersistentMap;
import echo.pipeline.control.PartyState.Device;
import echo.pipeline.control.PartyState.Membership;
import java.util.Optional;

/**
 * A party's members and their devices. Immutable.
 *
 * @param exchanges which device has a session key
 * @param former session keys of devices that were of the party and are no more, and whose they were
 * @param removed who was a member and is none any more
 * @param admissions how many members were admitted so far, those that are gone included
 */
record People(
        PersistentMap<MemberKey, Membership> members,
        PersistentMap<DeviceKey, Device> devices,
        PersistentMap<Bytes, DeviceKey> exchanges,
        PersistentMap<Bytes, MemberKey> former,
        PersistentMap<MemberKey, Membership> removed,
        int admissions) {
    static final People NOBODY = new People(
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            PersistentMap.empty(),
            0);

    /** One member more. */
    People admitted(MemberKey key, Membership member) {
        return new People(members.with(key, member), devices, exchanges, former, removed.without(key), admissions + 1);
    }

    /** The member {@code key} is {@code member} now. */
    People changed(MemberKey key, Membership member) {
        return new People(members.with(key, member), devices, exchanges, former, removed, admissions);
    }

    /** A member has a device more. */
    People with(DeviceKey key, Device device) {
        Membership member = members.get(device.member()).orElseThrow();
        return new People(
                members.with(device.member(), member.with(key)),
                devices.with(key, device),
                exchanges.with(device.exchange().bytes(), key),
                former.without(device.exchange().bytes()),
                removed,
                admissions);
    }

    /** The member of a device writes a feed more. */
    People with(MemberKey key, FeedKey feed) {
        return changed(key, members.get(key).orElseThrow().with(feed));
    }

    People without(DeviceKey key) {
        Optional<Device> device = devices.get(key);
        return device.map(gone -> new People(
                        members,
                        devices.without(key),
                        exchanges.without(gone.exchange().bytes()),
                        former.with(gone.exchange().bytes(), gone.member()),
                        removed,
                        admissions))
                .orElse(this);
    }

    People without(MemberKey key) {
        Membership member = members.get(key).orElseThrow();
        People left = this;
        for (DeviceKey device : member.devices()) {
            left = left.without(device);
        }
        return new People(
                left.members.without(key),
                left.devices,
                left.exchanges,
                left.former,
                removed.with(key, member),
                admissions);
    }
}
