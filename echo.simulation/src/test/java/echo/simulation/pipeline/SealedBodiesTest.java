package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.crypto.ContentKeyId;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.api.model.Model;
import echo.api.model.ModelId;
import echo.api.model.PersistentMap;
import echo.api.party.Role;
import echo.codec.ContentKeys;
import echo.codec.CredentialCodec;
import echo.codec.Decoded;
import echo.codec.Links;
import echo.codec.Message;
import echo.codec.Message.Header;
import echo.codec.MessageCodec;
import echo.codec.Operation;
import echo.codec.OperationCodec;
import echo.codec.Statement;
import echo.codec.StatementCodec;
import echo.crypto.AesGcmSealing;
import echo.model.object.ObjectModel;
import echo.pipeline.Effect;
import echo.pipeline.control.PartyState;
import echo.pipeline.items.Snapshot;
import echo.pipeline.past.Replay;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages that are sealed have their place in the order on every peer; what they say, only who has the key can tell (P1, P3, P4). */
class SealedBodiesTest {
    private final Cast cast = new Cast();
    private final Person ada = cast.person("ada");
    private final Person ben = cast.person("ben");
    private final Person cem = cast.person("cem");
    private final Desk adas = new Desk(cast, ada);
    private final Desk bens = new Desk(cast, ben);
    private final Desk cems = new Desk(cast, cem);

    /** Ada's party, whose key "one" is given to {@code readers}. */
    private void begin(List<Person> readers) {
        adas.state(Cast.concat(cast.genesis(ada), List.of(cast.grant(ada, "one", readers))));
        adas.state(cast.admission(ada, ben, Role.WRITER));
        adas.state(cast.admission(ada, cem, Role.RELAY));
        meet(bens);
        meet(cems);
    }

    private void meet(Desk desk) {
        desk.meet(ada.control());
        desk.sync(adas).flush().sync(adas).flush();
    }

    private ContentKeyId id(String name) {
        return ContentKeys.id(cast.party(), Cast.contentKey(name));
    }

    private static int items(Desk desk) {
        return desk.engine().snapshot().records().size();
    }

    private static Operation create(int number) {
        return new Operation.Create(Bytes.hex(String.format("%016x", number)), Desk.OBJECT, ItemId.ROOT);
    }

    private static Message last(Desk desk) {
        List<Run> runs = desk.runs();
        List<Bytes> payloads = runs.get(runs.size() - 1).payloads();
        if (MessageCodec.decode(payloads.get(payloads.size() - 1)) instanceof Decoded.Valid<Message> message) {
            return message.value();
        }
        throw new AssertionError("the last block holds no message");
    }

    @Test
    void aBatchIsSealedWithThePartysKeyAndReadByWhoHasIt() {
        begin(List.of(ada, ben));
        adas.write(create(1));
        assertEquals(Optional.of(id("one")), last(adas).key());
        bens.sync(adas).flush();
        cems.sync(adas).flush();
        assertEquals(1, items(bens));
        assertEquals(0, items(cems));
        assertEquals(adas.engine().applied(), cems.engine().applied());
        assertEquals(1, cems.engine().heldCount());
        assertEquals(
                "block 0 of feed " + ada.data().shortHex() + " waits for content key "
                        + id("one").shortHex() + ", which this device was not given",
                cems.engine().account().held(9).get(0).toString());
        cems.restart();
        assertEquals(1, cems.engine().heldCount());
    }

    /** Ben reads it once he is given the key, in its place: before what he has written since. */
    @Test
    void aKeyThatComesLateOpensWhatWasSealed() {
        begin(List.of(ada));
        adas.write(create(1));
        bens.sync(adas).flush();
        assertEquals(0, items(bens));
        assertEquals(1, bens.engine().heldCount());
        adas.state(List.of(cast.grant(ada, "one", List.of(ben))));
        bens.sync(adas).flush();
        assertEquals(1, items(bens));
        assertEquals(0, bens.engine().heldCount());
        assertEquals(
                adas.engine().snapshot().stateHash(), bens.engine().snapshot().stateHash());
        assertEquals(1, bens.rebuilds());
    }

    /** He writes nothing that others could read, and nothing is lost of what he wanted to write. */
    @Test
    void whoHasNoKeyWritesNothing() {
        begin(List.of(ada));
        List<Effect> effects = bens.write(create(1)).effects();
        Effect.Unsealed unsealed = assertInstanceOf(Effect.Unsealed.class, effects.get(effects.size() - 1));
        assertTrue(unsealed.reason().contains("no content key yet"), unsealed.reason());
    }

    @Test
    void aKeyOfSomebodyWhoWasRemovedIsNotUsedAgain() {
        begin(List.of(ada, ben));
        adas.state(List.of(cast.removal(ada, ben, Map.of()), cast.grant(ada, "two", List.of(ada))));
        adas.write(create(1));
        assertEquals(Optional.of(id("two")), last(adas).key());
    }

    /** Ben gave it to Ada before he was removed, and the grant is void: Ada has the key, and so has he. */
    @Test
    void aKeyThatOnlyAVoidGrantTellsOfIsKnownAndNotUsed() {
        begin(List.of(ada, ben));
        bens.state(List.of(cast.grant(ben, "bens", List.of(ada, ben))));
        bens.write(create(2));
        assertEquals(Optional.of(id("bens")), last(bens).key());
        adas.state(List.of(
                cast.removal(ada, ben, Map.of(ben.data(), 0, ben.control(), 0)), cast.grant(ada, "two", List.of(ada))));
        adas.sync(bens).flush();
        assertTrue(adas.ring().has(id("bens")));
        adas.write(create(3));
        assertEquals(Optional.of(id("two")), last(adas).key());
        PartyState state = adas.engine().state();
        assertTrue(state.keys().has(ben.deviceKey(), id("bens")), "it is known who has it");
    }

    /** What a relay says of a key changes nothing, before it was given or after: its name stands in every message. */
    @Test
    void whoDoesNotWriteSpoilsNoKey() {
        begin(List.of(ada, ben));
        cems.state(List.of(cast.grant(cem, "two", List.of(cem)), cast.grant(cem, "one", List.of(cem))));
        adas.sync(cems).flush();
        adas.state(List.of(cast.grant(ada, "two", List.of(ada, ben))));
        adas.write(create(1));
        assertEquals(Optional.of(id("two")), last(adas).key());
        bens.sync(adas).flush();
        assertEquals(1, items(bens));
        cems.state(List.of(cast.grant(cem, "junk", List.of(ada))));
        adas.sync(cems).flush();
        assertFalse(adas.ring().has(id("junk")));
    }

    /** Else one message would make others pass on thousands. */
    @Test
    void aGrantGivesOneNewKeyAtMost() {
        begin(List.of(ada, ben));
        List<Statement.WrappedKey> many = new ArrayList<>();
        for (String name : List.of("three", "four")) {
            if (StatementCodec.decode(cast.grant(ada, name, List.of(ben)).statement())
                            instanceof Decoded.Valid<Statement> valid
                    && valid.value() instanceof Statement.KeyGrant grant) {
                many.addAll(grant.keys());
            }
        }
        assertEquals(2, many.size());
        many.sort(null);
        adas.state(List.of(cast.sign(ada.device(), new Statement.KeyGrant(ada.exchange(), many))));
        bens.sync(adas).flush();
        assertFalse(bens.ring().has(id("three")));
        assertTrue(
                adas.engine().refused().stream().anyMatch(line -> line.contains("more than one key that is new")),
                () -> adas.engine().refused().toString());
    }

    /** Somebody states again what had admitted it. */
    @Test
    void aRetiredDeviceDoesNotComeBack() {
        begin(List.of(ada, ben));
        adas.state(List.of(cast.retirement(ada, ben, Map.of()), cast.grant(ada, "two", List.of(ada))));
        cems.sync(adas).flush();
        cems.state(List.of(cast.device(ben)));
        adas.sync(cems).flush();
        assertFalse(adas.engine().state().mayRead(ben.deviceKey()));
        adas.write(create(1));
        assertEquals(Optional.of(id("two")), last(adas).key());
    }

    /** The version that will know it counts it then; who has no key, and who has, see one feed. */
    @Test
    void aSealedBodyOfAnUnknownKindEndsAndHoldsNoFeed() {
        begin(List.of(ada, ben));
        Forgery forgery = new Forgery();
        forgery.sealed(Bytes.hex("0a00")); // an operation of no kind
        forgery.sealed(OperationCodec.encode(List.of(create(9))));
        forgery.runs.forEach(adas::receive);
        adas.flush();
        assertEquals(1, items(adas));
        assertEquals(1, adas.engine().heldCount());
        assertEquals(
                "block 0 of feed " + ben.data().shortHex()
                        + " waits for a version of ECHO that knows a kind of operation",
                adas.engine().account().held(9).get(0).toString());
    }

    /** A key under another's name is passed over. */
    @Test
    void aKeyIsWhatItsNameSays() {
        begin(List.of(ada, ben));
        adas.state(List.of(cast.grant(ada, id("two"), Cast.contentKey("three"), List.of(ben))));
        bens.sync(adas).flush();
        assertFalse(bens.ring().has(id("two")));
        assertEquals(
                Optional.of(Cast.contentKey("one")),
                Optional.ofNullable(bens.ring().secrets().get(id("one"))));
        assertTrue(cems.ring().secrets().isEmpty());
    }

    /** Who has the key sees that it means nothing; who has none cannot. So it has no effect, and the feed goes on. */
    @Test
    void aSealedBodyThatMeansNothingEndsNoFeed() {
        begin(List.of(ada, ben));
        Forgery forgery = new Forgery();
        forgery.sealed(Bytes.utf8("no operations"));
        forgery.broken(Bytes.owning(new byte[60]));
        forgery.misplaced();
        forgery.sealed(OperationCodec.encode(List.of(create(9))));
        for (Desk desk : List.of(adas, cems)) {
            forgery.runs.forEach(desk::receive);
            desk.flush();
            assertEquals(4, desk.engine().applied().extent(ben.data()).length());
        }
        assertEquals(1, items(adas));
        List<String> refused = adas.engine().refused();
        assertEquals(1, refused.size(), refused::toString);
        assertTrue(
                refused.get(0).startsWith("feed " + ben.data().shortHex() + " has 3 messages without effect"),
                refused::toString);
        assertEquals(4, cems.engine().heldCount());
        assertEquals(adas.engine().snapshot().stateHash(), past(adas).stateHash());
        assertEquals(cems.engine().snapshot().stateHash(), past(cems).stateHash());
        adas.restart();
        assertEquals(refused, adas.engine().refused());
    }

    /** What all that is applied makes when it is read again. */
    private static Snapshot past(Desk desk) {
        PersistentMap<ModelId, Model<?>> models =
                PersistentMap.<ModelId, Model<?>>empty().with(Desk.OBJECT, new ObjectModel());
        Replay replay = new Replay(
                desk.engine().applied(), desk.engine().state(), desk.ring().reader(), models);
        desk.runs().stream()
                .filter(run -> desk.engine().applied().extent(run.head().feed()).length() > 0)
                .forEach(replay::add);
        return assertInstanceOf(Replay.Outcome.Folded.class, replay.outcome()).snapshot();
    }

    /** Who belongs everybody has to read. */
    @Test
    void aControlMessageIsNotSealed() {
        begin(List.of(ada, ben));
        Extent end = adas.engine().extent(ben.control());
        assertEquals(0, end.length());
        Header header = new Header(Optional.of(cast.party()), List.of(), List.of(), List.of(), 1, 0);
        Bytes body = CredentialCodec.encode(List.of(cast.grant(ben, "bens", List.of(ada))));
        Bytes payload = MessageCodec.encode(new Message(header, Optional.of(id("one")), body));
        Extent next = Links.append(ben.control(), end, payload);
        Head head = new Head(ben.control(), next, ben.author().control().sign(Links.headBytes(ben.control(), next)));
        adas.receive(new Run(0, List.of(payload), head)).flush();
        assertTrue(
                adas.engine().refused().stream().anyMatch(line -> line.contains("a control message is sealed")),
                () -> adas.engine().refused().toString());
    }

    /** Ben's data feed, in which he writes what an honest node would not. */
    private final class Forgery {
        private final List<Run> runs = new ArrayList<>();
        private Extent end = Extent.EMPTY;

        void sealed(Bytes body) {
            broken(seal(end.length(), body));
        }

        /** Sealed for another block. */
        void misplaced() {
            broken(seal(end.length() + 1, OperationCodec.encode(List.of(create(8)))));
        }

        private Bytes seal(long index, Bytes body) {
            return new AesGcmSealing()
                    .cipher(Cast.contentKey("one"))
                    .seal(ContentKeys.body(cast.party(), ben.data(), index), body);
        }

        void broken(Bytes body) {
            boolean first = end.length() == 0;
            Header header = new Header(
                    first ? Optional.of(cast.party()) : Optional.empty(),
                    List.of(),
                    List.of(),
                    List.of(),
                    end.length() + 1,
                    0);
            Bytes payload = MessageCodec.encode(new Message(header, Optional.of(id("one")), body));
            Extent next = Links.append(ben.data(), end, payload);
            Head head = new Head(ben.data(), next, ben.author().data().sign(Links.headBytes(ben.data(), next)));
            runs.add(new Run(end.length(), List.of(payload), head));
            end = next;
        }
    }
}
