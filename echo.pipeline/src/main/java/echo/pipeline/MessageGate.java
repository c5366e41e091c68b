package echo.pipeline;

import echo.api.FeedKey;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Message;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.codec.Statement;
import echo.codec.Statement.FeedKind;
import echo.codec.StatementCodec;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyState;
import echo.pipeline.order.Gate;
import echo.pipeline.seal.BodyReader.Reading;
import echo.pipeline.seal.KeyRing;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Lets a message pass when its feed belongs to the party and its body means something. One thread at a time. */
final class MessageGate implements Gate<Body> {
    /** Why a member whose role does not let it write cannot. */
    static final String READER = "a reader cannot write";

    private final ControlLog control;
    private final KeyRing ring;

    MessageGate(ControlLog control, KeyRing ring) {
        this.control = control;
        this.ring = ring;
    }

    @Override
    public Decision<Body> decide(FeedKey feed, long index, Message message) {
        PartyState state = control.state();
        Optional<PartyState.Feed> entry = state.feeds().get(feed);
        if (entry.isPresent() && entry.get().kind() == FeedKind.DATA) {
            return state.counts(feed, index)
                    ? data(feed, index, message)
                    : new Decision.Refused<>(
                            state.cuts().data().containsKey(feed) ? "its writer might write no more by then" : READER);
        }
        if (entry.isPresent() && message.key().isPresent()) {
            return new Decision.Refused<>("a control message is sealed");
        }
        var credentials = CredentialCodec.decode(message.body());
        boolean begins = entry.isEmpty()
                && index == 0
                && credentials instanceof Decoded.Valid<List<Credential>> valid
                && control.begins(feed, valid.value());
        if (entry.isEmpty() && !begins && !state.isStray(feed)) {
            return new Decision.NotAdmitted<>(); // it may be data of someone who is admitted later
        }
        return message.header().data().isEmpty()
                ? open(credentials.then(MessageGate::understood), Body.Control::new)
                : new Decision.Refused<>("a control message depends on data");
    }

    /**
     * A batch that is sealed has its place in the order whatever it says: who has no key sees the same feed. So it can be of no effect,
     * and not end it.
     */
    private Decision<Body> data(FeedKey feed, long index, Message message) {
        Reading reading = ring.reader().read(feed, index, message);
        if (reading instanceof Reading.Sealed sealed) {
            return new Decision.Open<>(new Body.Sealed(sealed.key()));
        }
        if (reading instanceof Reading.Broken) {
            return new Decision.Open<>(new Body.Unreadable("it was not sealed with the key that it names"));
        }
        Decoded<List<Operation>> batch = OperationCodec.decode(((Reading.Clear) reading).body());
        if (message.key().isEmpty()) {
            return open(batch, Body.Data::new);
        }
        if (batch instanceof Decoded.Valid<List<Operation>> valid) {
            return new Decision.Open<>(new Body.Data(valid.value()));
        }
        return new Decision.Open<>(
                batch instanceof Decoded.Malformed<List<Operation>> malformed
                        ? new Body.Unreadable(malformed.reason())
                        : new Body.Newer(((Decoded.Unknown<List<Operation>>) batch).what()));
    }

    /** Who belongs is decided without any data feed, and what data shows without a look at who belongs. */
    @Override
    public boolean isOf(FeedKey feed, FeedKind kind) {
        return control.state().kind(feed).equals(Optional.of(kind));
    }

    /** One that counts for nothing may be named before the statement is read that tells of it. */
    @Override
    public boolean isKnown(FeedKey feed) {
        return control.state().kind(feed).isPresent();
    }

    /** The credentials, unless one makes a statement that only a newer version knows: then the message waits for it. */
    private static Decoded<List<Credential>> understood(List<Credential> credentials) {
        for (Credential credential : credentials) {
            if (StatementCodec.decode(credential.statement()) instanceof Decoded.Unknown<Statement> unknown) {
                return new Decoded.Unknown<>(unknown.what());
            }
        }
        return new Decoded.Valid<>(credentials);
    }

    private static <T> Decision<Body> open(Decoded<T> decoded, Function<T, Body> body) {
        if (decoded instanceof Decoded.Valid<T> valid) {
            return new Decision.Open<>(body.apply(valid.value()));
        }
        return decoded instanceof Decoded.Malformed<T> malformed
                ? new Decision.Refused<>(malformed.reason())
                : new Decision.NotUnderstood<>(((Decoded.Unknown<T>) decoded).what());
    }
}
