package echo.simulation.fault.party;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.MemberKey;
import echo.api.PartyKey;
import echo.api.Signature;
import echo.api.crypto.SigningKey;
import echo.api.feed.FeedStore;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Statement.AdmitMember;
import echo.codec.StatementCodec;
import echo.simulation.world.SimNode;
import echo.simulation.world.World;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Statements that a liar, who is no admin, has no right to make: it admits a friend. */
final class Pretension {
    private final PartyKey party;
    private final SimNode liar;
    private final World world;
    private final SplittableRandom random;

    Pretension(PartyKey party, SimNode liar, World world, SplittableRandom random) {
        this.party = party;
        this.liar = liar;
        this.world = world;
        this.random = random;
    }

    /** Writes one into the liar's control feed, which is in {@code store}; gives which kind. */
    String write(FeedStore store) {
        boolean usurps = random.nextBoolean();
        SimNode founder = world.node(0);
        SigningKey own = liar.deviceKey();
        Bytes issuer = usurps ? own.publicKey() : founder.deviceKey().publicKey();
        AdmitMember admit = new AdmitMember(friend(), Role.WRITER, Optional.empty());
        Bytes statement = StatementCodec.encode(admit);
        Signature signature = own.sign(CredentialCodec.signedBytes(party, issuer, statement));
        new Forgery(party, liar.controlKey(party), store, random)
                .state(
                        new FeedKey(founder.controlKey(party).publicKey()),
                        List.of(new Credential(issuer, statement, signature)));
        return usurps ? "usurped" : "false signature";
    }

    /** Somebody whose key is as good as any other. */
    private MemberKey friend() {
        byte[] seed = new byte[Hash.SIZE];
        random.nextBytes(seed);
        return new MemberKey(world.signingKey(Bytes.owning(seed)).publicKey());
    }
}
