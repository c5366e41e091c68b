package echo.pipeline.control;

import echo.api.DeviceKey;
import echo.api.Position;
import echo.codec.Credential;
import echo.codec.Decoded;
import echo.codec.Statement;
import echo.codec.Statement.AdmitMember;
import echo.codec.Statement.Cutting;
import echo.codec.Statement.Invite;
import echo.codec.Statement.SetPolicy;
import echo.codec.Statement.Withdraw;
import echo.codec.StatementCodec;
import java.util.Optional;

/**
 * A credential that somebody has stated.
 *
 * @param decoded what it says
 * @param place where; nowhere, if it was shown as part of a proof
 */
record Spoken(Credential credential, Decoded<Statement> decoded, Optional<Place> place) {
    /**
     * Where something was stated.
     *
     * @param at the message's position in the order, and which of its credentials it is
     * @param block of the feed
     */
    record Place(Position at, long block) {}

    static Spoken nowhere(Credential credential) {
        return new Spoken(credential, StatementCodec.decode(credential.statement()), Optional.empty());
    }

    static Spoken at(Place place, Credential credential) {
        return new Spoken(credential, StatementCodec.decode(credential.statement()), Optional.of(place));
    }

    /** Where in the order; before all if nowhere. */
    Position position() {
        return place.map(Place::at).orElse(Position.FIRST);
    }

    Optional<Statement> statement() {
        return decoded instanceof Decoded.Valid<Statement> valid ? Optional.of(valid.value()) : Optional.empty();
    }

    Optional<Cutting> cutting() {
        return statement().filter(Cutting.class::isInstance).map(Cutting.class::cast);
    }

    /** Whether it decides about others, which only an admin may. */
    boolean decides() {
        return statement()
                .filter(it -> it instanceof AdmitMember
                        || it instanceof Invite
                        || it instanceof Withdraw
                        || it instanceof SetPolicy
                        || it instanceof Cutting)
                .isPresent();
    }

    /** The device that is said to have stated it. */
    DeviceKey issuer() {
        return new DeviceKey(credential.issuer());
    }
}
