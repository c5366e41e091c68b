package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.crypto.ContentKeyId;
import echo.api.crypto.KeyWrap;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import java.util.List;
import java.util.Optional;

/** What a credential says about the party. */
public sealed interface Statement {
    /**
     * The party begins, with one member, an admin. Issued by the party's key.
     *
     * @param name for people
     */
    record Genesis(MemberKey member, String name) implements Statement {}

    /**
     * Someone becomes a member. Issued by a device of an admin.
     *
     * @param invitation the invitation that was used, if one was
     */
    record AdmitMember(MemberKey member, Role role, Optional<InvitationKey> invitation) implements Statement {}

    /**
     * A member has a device. Issued by the member.
     *
     * @param exchange the device's static X25519 key, by which sessions know it
     * @param possession by the device: see {@link CredentialCodec#devicePossession}
     */
    record AdmitDevice(MemberKey member, DeviceKey device, ExchangeKey exchange, Signature possession)
            implements Statement {}

    /**
     * A device writes a feed. Issued by the device.
     *
     * @param possession by the feed's key: see {@link CredentialCodec#feedPossession}
     */
    record AdmitFeed(DeviceKey device, FeedKey feed, FeedKind kind, Signature possession) implements Statement {}

    /**
     * Whoever holds the invitation's private key may ask to be admitted. Issued by a device of an admin.
     *
     * @param expiresMs when the inviter stops answering, ms since 1970 by its clock
     * @param uses how many members it may admit, at least 1
     */
    record Invite(InvitationKey invitation, Role role, long expiresMs, int uses) implements Statement {}

    /** An invitation can be used no more. Issued by a device of an admin. */
    record Withdraw(InvitationKey invitation) implements Statement {}

    /** Something else is laid down for all. Issued by a device of an admin. */
    record SetPolicy(Policy policy) implements Statement {}

    /** A member wants to be shown so. Issued by a device of the member. */
    record SetProfile(MemberKey member, Profile profile) implements Statement {}

    /** A statement that says how much counts of feeds that it concerns. */
    sealed interface Cutting extends Statement {
        /** How much of each; of those that are absent nothing. */
        Timeframe cut();
    }

    /**
     * A member may do something else from now on. Issued by a device of an admin.
     *
     * @param cut how much of the member's feeds counts as written in the role before: as much as the issuer knows
     */
    record SetRole(MemberKey member, Role role, Timeframe cut) implements Cutting {}

    /**
     * Someone is no member any more. Issued by a device of an admin, or of the member.
     *
     * @param cut how much of the member's feeds counts, of feeds that are absent nothing
     */
    record RemoveMember(MemberKey member, Timeframe cut) implements Cutting {}

    /**
     * A member has a device no more. Issued by a device of the member, or of an admin.
     *
     * @param cut how much of the device's feeds counts, of feeds that are absent nothing
     */
    record RetireDevice(DeviceKey device, Timeframe cut) implements Cutting {}

    /**
     * Devices are given content keys. Issued by a device of a member who writes.
     *
     * @param exchange the X25519 key of the device that gives them
     * @param keys ascending by key and device, at least one
     */
    record KeyGrant(ExchangeKey exchange, List<WrappedKey> keys) implements Statement {
        public KeyGrant {
            keys = List.copyOf(keys);
            if (keys.isEmpty()) {
                throw new IllegalArgumentException("a grant of no key");
            }
            for (int i = 1; i < keys.size(); i++) {
                if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                    throw new IllegalArgumentException("a grant whose keys do not ascend");
                }
            }
        }
    }

    /**
     * A content key for a device.
     *
     * @param wrapped the key, {@link KeyWrap#SIZE} bytes
     */
    record WrappedKey(ContentKeyId key, DeviceKey device, Bytes wrapped) implements Comparable<WrappedKey> {
        public WrappedKey {
            if (wrapped.size() != KeyWrap.SIZE) {
                throw new IllegalArgumentException(
                        "a wrapped key is " + KeyWrap.SIZE + " bytes, not " + wrapped.size());
            }
        }

        @Override
        public int compareTo(WrappedKey other) {
            int byKey = key.compareTo(other.key);
            return byKey != 0 ? byKey : device.compareTo(other.device);
        }
    }

    /**
     * A feed's key has signed two branches of it. Issued by whoever found it: the statement proves itself.
     *
     * @param common how far the two are one
     * @param one the blocks that follow in one branch
     * @param other those in the other, the first of them another one
     */
    record Equivocation(FeedKey feed, Extent common, Branch one, Branch other) implements Statement {
        public Equivocation {
            int blocks = Math.max(one.payloads().size(), other.payloads().size());
            if (common.length() > Limits.FEED_BLOCKS - blocks) {
                throw new IllegalArgumentException("branches that go past the " + Limits.FEED_BLOCKS
                        + " blocks that a feed may have: " + blocks + " after " + common.length());
            }
        }
    }

    /**
     * Blocks of a branch from where it parts from another up to one of its heads.
     *
     * @param payloads the SHA-256 of each block's payload, 1 to {@link Limits#RUN_BLOCKS}
     * @param signature the head's; not checked by this record
     */
    record Branch(List<Hash> payloads, Signature signature) {
        public Branch {
            payloads = List.copyOf(payloads);
            if (payloads.isEmpty() || payloads.size() > Limits.RUN_BLOCKS) {
                throw new IllegalArgumentException(
                        "a branch has 1 to " + Limits.RUN_BLOCKS + " blocks, not " + payloads.size());
            }
        }
    }

    /** What a feed holds. */
    enum FeedKind {
        CONTROL,
        DATA
    }

    /**
     * A device's static X25519 public key.
     *
     * @param bytes exactly 32 bytes
     */
    record ExchangeKey(Bytes bytes) {
        public ExchangeKey {
            if (bytes.size() != Hash.SIZE) {
                throw new IllegalArgumentException("an exchange key is 32 bytes, not " + bytes.size());
            }
        }
    }
}
