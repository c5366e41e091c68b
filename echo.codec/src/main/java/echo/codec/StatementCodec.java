package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.blob.Cid;
import echo.api.crypto.ContentKeyId;
import echo.api.feed.Extent;
import echo.api.feed.Timeframe;
import echo.api.party.Policy;
import echo.api.party.Profile;
import echo.api.party.Role;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.Branch;
import echo.codec.Statement.Equivocation;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.Statement.KeyGrant;
import echo.codec.Statement.RemoveMember;
import echo.codec.Statement.RetireDevice;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.SetProfile;
import echo.codec.Statement.SetRole;
import echo.codec.Statement.Withdraw;
import echo.codec.Statement.WrappedKey;
import echo.codec.proto.AdmitDeviceProto;
import echo.codec.proto.AdmitFeedProto;
import echo.codec.proto.AdmitMemberProto;
import echo.codec.proto.BranchProto;
import echo.codec.proto.EquivocationProto;
import echo.codec.proto.ExtentProto;
import echo.codec.proto.FeedKindProto;
import echo.codec.proto.GenesisProto;
import echo.codec.proto.InviteProto;
import echo.codec.proto.KeyGrantProto;
import echo.codec.proto.RemoveMemberProto;
import echo.codec.proto.RetireDeviceProto;
import echo.codec.proto.RoleProto;
import echo.codec.proto.SetPolicyProto;
import echo.codec.proto.SetProfileProto;
import echo.codec.proto.SetRoleProto;
import echo.codec.proto.StatementProto;
import echo.codec.proto.WithdrawProto;
import echo.codec.proto.WrappedKeyProto;
import java.util.List;
import java.util.Optional;

/** {@link Statement}s to the bytes that their issuers sign, and back (docs/format.md, "Statements"). Pure functions. */
public final class StatementCodec {
    private StatementCodec() {}

    public static Bytes encode(Statement statement) {
        StatementProto.Builder proto = StatementProto.newBuilder();
        if (statement instanceof Genesis genesis) {
            proto.setGenesis(GenesisProto.newBuilder()
                    .setMember(Proto.of(genesis.member().bytes()))
                    .setName(genesis.name()));
        } else if (statement instanceof AdmitMember admit) {
            proto.setAdmitMember(encode(admit));
        } else if (statement instanceof AdmitDevice admit) {
            proto.setAdmitDevice(AdmitDeviceProto.newBuilder()
                    .setMember(Proto.of(admit.member().bytes()))
                    .setDevice(Proto.of(admit.device().bytes()))
                    .setExchange(Proto.of(admit.exchange().bytes()))
                    .setPossession(Proto.of(admit.possession().bytes())));
        } else if (statement instanceof AdmitFeed admit) {
            proto.setAdmitFeed(AdmitFeedProto.newBuilder()
                    .setDevice(Proto.of(admit.device().bytes()))
                    .setFeed(Proto.of(admit.feed().bytes()))
                    .setKind(kind(admit.kind()))
                    .setPossession(Proto.of(admit.possession().bytes())));
        } else if (statement instanceof Invite invite) {
            proto.setInvite(InviteProto.newBuilder()
                    .setInvitation(Proto.of(invite.invitation().bytes()))
                    .setRole(role(invite.role()))
                    .setExpiresMs(invite.expiresMs())
                    .setUses(invite.uses()));
        } else if (statement instanceof SetRole change) {
            proto.setSetRole(SetRoleProto.newBuilder()
                    .setMember(Proto.of(change.member().bytes()))
                    .setRole(role(change.role()))
                    .addAllCut(extents(change.cut())));
        } else if (statement instanceof RemoveMember removal) {
            proto.setRemoveMember(RemoveMemberProto.newBuilder()
                    .setMember(Proto.of(removal.member().bytes()))
                    .addAllCut(extents(removal.cut())));
        } else if (statement instanceof RetireDevice retirement) {
            proto.setRetireDevice(RetireDeviceProto.newBuilder()
                    .setDevice(Proto.of(retirement.device().bytes()))
                    .addAllCut(extents(retirement.cut())));
        } else if (statement instanceof Withdraw withdrawal) {
            proto.setWithdraw(WithdrawProto.newBuilder()
                    .setInvitation(Proto.of(withdrawal.invitation().bytes())));
        } else if (statement instanceof KeyGrant grant) {
            proto.setKeyGrant(keyGrant(grant));
        } else if (statement instanceof SetPolicy change) {
            proto.setSetPolicy(SetPolicyProto.newBuilder()
                    .setClosed(!change.policy().open())
                    .setNoPast(!change.policy().past()));
        } else if (statement instanceof SetProfile change) {
            proto.setSetProfile(SetProfileProto.newBuilder()
                    .setMember(Proto.of(change.member().bytes()))
                    .setName(change.profile().name())
                    .setPicture(Proto.of(change.profile()
                            .picture()
                            .map(cid -> cid.hash().bytes())
                            .orElse(Bytes.EMPTY))));
        } else if (statement instanceof Equivocation proof) {
            EquivocationProto.Builder equivocation = EquivocationProto.newBuilder()
                    .setFeed(Proto.of(proof.feed().bytes()))
                    .setLength(proof.common().length())
                    .setOne(branch(proof.one()))
                    .setOther(branch(proof.other()));
            if (proof.common().length() > 0) {
                equivocation.setLink(Proto.of(proof.common().link().bytes()));
            }
            proto.setEquivocation(equivocation);
        }
        return Proto.of(proto.build());
    }

    /** The statement in {@code bytes}; {@link Decoded.Unknown} for a kind that a newer version knows. */
    public static Decoded<Statement> decode(Bytes bytes) {
        return Proto.decode("statement", bytes, StatementProto.parser(), StatementCodec::statement);
    }

    private static Decoded<Statement> statement(StatementProto proto) {
        return switch (proto.getKindCase()) {
            case GENESIS -> genesis(proto.getGenesis());
            case ADMIT_MEMBER -> admitMember(proto.getAdmitMember());
            case ADMIT_DEVICE -> admitDevice(proto.getAdmitDevice());
            case ADMIT_FEED -> admitFeed(proto.getAdmitFeed());
            case INVITE -> invite(proto.getInvite());
            case EQUIVOCATION -> equivocation(proto.getEquivocation());
            case SET_ROLE -> setRole(proto.getSetRole());
            case REMOVE_MEMBER -> {
                MemberKey member =
                        new MemberKey(Proto.of(proto.getRemoveMember().getMember()));
                yield timeframe(proto.getRemoveMember().getCutList())
                        .then(cut -> new Decoded.Valid<>(new RemoveMember(member, cut)));
            }
            case RETIRE_DEVICE -> {
                DeviceKey device =
                        new DeviceKey(Proto.of(proto.getRetireDevice().getDevice()));
                yield timeframe(proto.getRetireDevice().getCutList())
                        .then(cut -> new Decoded.Valid<>(new RetireDevice(device, cut)));
            }
            case KEY_GRANT -> new Decoded.Valid<>(keyGrant(proto.getKeyGrant()));
            case WITHDRAW ->
                new Decoded.Valid<>(new Withdraw(
                        new InvitationKey(Proto.of(proto.getWithdraw().getInvitation()))));
            case SET_POLICY ->
                new Decoded.Valid<>(new SetPolicy(new Policy(
                        !proto.getSetPolicy().getClosed(), !proto.getSetPolicy().getNoPast())));
            case SET_PROFILE -> setProfile(proto.getSetProfile());
            case KIND_NOT_SET -> new Decoded.Unknown<>("a kind of statement");
        };
    }

    private static Decoded<Statement> genesis(GenesisProto proto) {
        return proto.getName().length() > Limits.NAME
                ? new Decoded.Malformed<>("the party's name is longer than " + Limits.NAME + " characters")
                : new Decoded.Valid<>(new Genesis(new MemberKey(Proto.of(proto.getMember())), proto.getName()));
    }

    private static Decoded<Statement> setProfile(SetProfileProto proto) {
        if (proto.getName().length() > Limits.NAME) {
            return new Decoded.Malformed<>("a member's name is longer than " + Limits.NAME + " characters");
        }
        Optional<Cid> picture = proto.getPicture().isEmpty()
                ? Optional.empty()
                : Optional.of(new Cid(new Hash(Proto.of(proto.getPicture()))));
        return new Decoded.Valid<>(
                new SetProfile(new MemberKey(Proto.of(proto.getMember())), new Profile(proto.getName(), picture)));
    }

    private static Decoded<Statement> admitMember(AdmitMemberProto proto) {
        Optional<InvitationKey> invitation = proto.getInvitation().isEmpty()
                ? Optional.empty()
                : Optional.of(new InvitationKey(Proto.of(proto.getInvitation())));
        return role(proto.getRole())
                .then(role -> new Decoded.Valid<>(
                        new AdmitMember(new MemberKey(Proto.of(proto.getMember())), role, invitation)));
    }

    private static Decoded<Statement> admitDevice(AdmitDeviceProto proto) {
        return new Decoded.Valid<>(new AdmitDevice(
                new MemberKey(Proto.of(proto.getMember())),
                new DeviceKey(Proto.of(proto.getDevice())),
                new ExchangeKey(Proto.of(proto.getExchange())),
                new Signature(Proto.of(proto.getPossession()))));
    }

    private static Decoded<Statement> admitFeed(AdmitFeedProto proto) {
        FeedKind kind;
        switch (proto.getKind()) {
            case FEED_KIND_CONTROL -> kind = FeedKind.CONTROL;
            case FEED_KIND_DATA -> kind = FeedKind.DATA;
            default -> {
                return new Decoded.Unknown<>("a kind of feed");
            }
        }
        return new Decoded.Valid<>(new AdmitFeed(
                new DeviceKey(Proto.of(proto.getDevice())),
                new FeedKey(Proto.of(proto.getFeed())),
                kind,
                new Signature(Proto.of(proto.getPossession()))));
    }

    private static Decoded<Statement> invite(InviteProto proto) {
        if (proto.getUses() < 1) {
            return new Decoded.Malformed<>("an invitation for " + proto.getUses() + " uses");
        }
        return role(proto.getRole())
                .then(role -> new Decoded.Valid<>(new Invite(
                        new InvitationKey(Proto.of(proto.getInvitation())),
                        role,
                        proto.getExpiresMs(),
                        proto.getUses())));
    }

    private static Decoded<Statement> setRole(SetRoleProto proto) {
        MemberKey member = new MemberKey(Proto.of(proto.getMember()));
        return role(proto.getRole())
                .then(role ->
                        timeframe(proto.getCutList()).then(cut -> new Decoded.Valid<>(new SetRole(member, role, cut))));
    }

    private static Decoded<Timeframe> timeframe(List<ExtentProto> protos) {
        if (protos.size() > Limits.TIMEFRAME_ENTRIES) {
            return new Decoded.Malformed<>("a timeframe of " + protos.size() + " feeds");
        }
        Timeframe timeframe = Timeframe.EMPTY;
        Optional<FeedKey> before = Optional.empty();
        for (ExtentProto proto : protos) {
            FeedKey feed = new FeedKey(Proto.of(proto.getFeed()));
            if (proto.getLength() == 0
                    || before.filter(last -> last.compareTo(feed) >= 0).isPresent()) {
                return new Decoded.Malformed<>("a timeframe whose feeds do not ascend, or that has nothing of one");
            }
            timeframe = timeframe.with(feed, new Extent(proto.getLength(), new Hash(Proto.of(proto.getLink()))));
            before = Optional.of(feed);
        }
        return new Decoded.Valid<>(timeframe);
    }

    private static List<ExtentProto> extents(Timeframe timeframe) {
        return timeframe.extents().entrySet().stream()
                .map(entry -> ExtentProto.newBuilder()
                        .setFeed(Proto.of(entry.getKey().bytes()))
                        .setLength(entry.getValue().length())
                        .setLink(Proto.of(entry.getValue().link().bytes()))
                        .build())
                .toList();
    }

    private static KeyGrant keyGrant(KeyGrantProto proto) {
        List<WrappedKey> keys = proto.getKeysList().stream()
                .map(key -> new WrappedKey(
                        new ContentKeyId(Proto.of(key.getKey())),
                        new DeviceKey(Proto.of(key.getDevice())),
                        Proto.of(key.getWrapped())))
                .toList();
        return new KeyGrant(new ExchangeKey(Proto.of(proto.getExchange())), keys);
    }

    private static KeyGrantProto keyGrant(KeyGrant grant) {
        KeyGrantProto.Builder proto =
                KeyGrantProto.newBuilder().setExchange(Proto.of(grant.exchange().bytes()));
        grant.keys()
                .forEach(key -> proto.addKeys(WrappedKeyProto.newBuilder()
                        .setKey(Proto.of(key.key().bytes()))
                        .setDevice(Proto.of(key.device().bytes()))
                        .setWrapped(Proto.of(key.wrapped()))));
        return proto.build();
    }

    private static Decoded<Statement> equivocation(EquivocationProto proto) {
        Extent common = proto.getLink().isEmpty()
                ? Extent.EMPTY
                : new Extent(proto.getLength(), new Hash(Proto.of(proto.getLink())));
        return common.length() != proto.getLength()
                ? new Decoded.Malformed<>("an equivocation after " + proto.getLength() + " blocks without a link")
                : new Decoded.Valid<>(new Equivocation(
                        new FeedKey(Proto.of(proto.getFeed())),
                        common,
                        branch(proto.getOne()),
                        branch(proto.getOther())));
    }

    private static Branch branch(BranchProto proto) {
        List<Hash> payloads = proto.getPayloadsList().stream()
                .map(hash -> new Hash(Proto.of(hash)))
                .toList();
        return new Branch(payloads, new Signature(Proto.of(proto.getSignature())));
    }

    private static BranchProto branch(Branch branch) {
        BranchProto.Builder proto = BranchProto.newBuilder()
                .setSignature(Proto.of(branch.signature().bytes()));
        branch.payloads().forEach(hash -> proto.addPayloads(Proto.of(hash.bytes())));
        return proto.build();
    }

    private static AdmitMemberProto encode(AdmitMember admit) {
        AdmitMemberProto.Builder proto = AdmitMemberProto.newBuilder()
                .setMember(Proto.of(admit.member().bytes()))
                .setRole(role(admit.role()));
        admit.invitation().ifPresent(key -> proto.setInvitation(Proto.of(key.bytes())));
        return proto.build();
    }

    private static FeedKindProto kind(FeedKind kind) {
        return switch (kind) {
            case CONTROL -> FeedKindProto.FEED_KIND_CONTROL;
            case DATA -> FeedKindProto.FEED_KIND_DATA;
        };
    }

    private static RoleProto role(Role role) {
        return switch (role) {
            case ADMIN -> RoleProto.ROLE_ADMIN;
            case WRITER -> RoleProto.ROLE_WRITER;
            case READER -> RoleProto.ROLE_READER;
            case RELAY -> RoleProto.ROLE_RELAY;
        };
    }

    private static Decoded<Role> role(RoleProto proto) {
        return switch (proto) {
            case ROLE_ADMIN -> new Decoded.Valid<>(Role.ADMIN);
            case ROLE_WRITER -> new Decoded.Valid<>(Role.WRITER);
            case ROLE_READER -> new Decoded.Valid<>(Role.READER);
            case ROLE_RELAY -> new Decoded.Valid<>(Role.RELAY);
            case ROLE_UNSPECIFIED, UNRECOGNIZED -> new Decoded.Unknown<>("a role");
        };
    }
}
