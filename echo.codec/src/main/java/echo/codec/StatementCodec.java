package echo.codec;

import echo.api.Bytes;
import echo.api.DeviceKey;
import echo.api.FeedKey;
import echo.api.InvitationKey;
import echo.api.Limits;
import echo.api.MemberKey;
import echo.api.Signature;
import echo.api.party.Role;
import echo.codec.Statement.AdmitDevice;
import echo.codec.Statement.AdmitFeed;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.ExchangeKey;
import echo.codec.Statement.FeedKind;
import echo.codec.Statement.Genesis;
import echo.codec.Statement.Invite;
import echo.codec.proto.AdmitDeviceProto;
import echo.codec.proto.AdmitFeedProto;
import echo.codec.proto.AdmitMemberProto;
import echo.codec.proto.FeedKindProto;
import echo.codec.proto.GenesisProto;
import echo.codec.proto.InviteProto;
import echo.codec.proto.RoleProto;
import echo.codec.proto.StatementProto;
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
            case KIND_NOT_SET -> new Decoded.Unknown<>("a kind of statement");
        };
    }

    private static Decoded<Statement> genesis(GenesisProto proto) {
        return proto.getName().length() > Limits.NAME
                ? new Decoded.Malformed<>("the party's name is longer than " + Limits.NAME + " characters")
                : new Decoded.Valid<>(new Genesis(new MemberKey(Proto.of(proto.getMember())), proto.getName()));
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
