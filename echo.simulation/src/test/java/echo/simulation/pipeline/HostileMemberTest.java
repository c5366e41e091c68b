package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.ItemId;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Operation.Create;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyStateMachine;
import echo.simulation.pipeline.Cast.Person;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What one admitted member can do to the others by writing what it likes: nothing (P1, P3). */
class HostileMemberTest {
    private final Cast cast = new Cast();
    private final List<Person> byControl = List.of(cast.person("one"), cast.person("two")).stream()
            .sorted((one, two) -> one.control().compareTo(two.control()))
            .toList();
    private final Person mallory = byControl.get(0);
    private final Person alice = byControl.get(1);
    private final Desk atAlice = new Desk(cast, alice);

    private void begin() {
        Create create = new Create(Bytes.hex("0000000000000001"), Desk.OBJECT, ItemId.ROOT);
        atAlice.state(cast.genesis(alice)).write(create).state(cast.admission(alice, mallory, Role.WRITER));
    }

    /** Genesis and what makes mallory a member, all of it true, but with no feed before mallory's. */
    private List<Credential> usurpation() {
        return Cast.concat(
                List.of(
                        cast.genesis(alice).get(0),
                        cast.device(alice),
                        cast.member(alice, mallory, Role.WRITER, Optional.empty())),
                cast.own(mallory));
    }

    // alice    genesis ── create ── mallory is a writer
    // mallory  genesis, alice's device, mallory is a writer       (Lamport time 1, and the smaller key)
    @Test
    void aMemberThatRepeatsGenesisInItsOwnFeedDoesNotTakeTheParty() {
        begin();
        atAlice.receive(new Forger(mallory.author().control())
                        .first(cast.party(), CredentialCodec.encode(usurpation())))
                .flush();
        assertTrue(atAlice.engine().state().feeds().containsKey(alice.control()));
        assertEquals(1, atAlice.engine().snapshot().records().size());
        assertEquals(0, atAlice.rebuilds());
    }

    @Test
    void aPartyBeginsWithAFeedOfItsFounderOnly() {
        PartyStateMachine machine = new PartyStateMachine(cast.party(), cast.signatures);
        assertFalse(new ControlLog(machine).begins(mallory.control(), usurpation()));
        assertTrue(machine.fold(usurpation()).genesisFeed().isEmpty());
        assertEquals(
                alice.control(), machine.fold(cast.genesis(alice)).genesisFeed().orElseThrow());
    }
}
