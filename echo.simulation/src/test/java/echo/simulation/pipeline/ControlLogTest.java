package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Position;
import echo.api.party.Role;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyStateMachine;
import echo.simulation.pipeline.Cast.Person;
import echo.simulation.pipeline.ControlStory.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Control messages in every order of arrival: one verdict (P1). */
class ControlLogTest {
    private final Cast cast = new Cast();
    private final Person alice = cast.person("alice");
    private final Person bob = cast.person("bob");
    private final Person carol = cast.person("carol");
    private final Person dave = cast.person("dave");

    private final ControlStory story = new ControlStory(cast);

    // alice  genesis ── invite ── bob is an admin ──┬── carol by the invitation
    // bob                                           └── dave by the same invitation
    @Test
    void ofTwoConcurrentAdmissionsWithOneInvitationTheFirstInTheOrderStands() {
        Verdict verdict = story.everyOrder(List.of(
                story.at(1, alice, cast.genesis(alice)),
                story.at(2, alice, List.of(cast.invite(alice, "i", 1))),
                story.at(3, alice, cast.admission(alice, bob, Role.ADMIN)),
                story.at(4, alice, List.of(cast.member(alice, carol, Role.WRITER, Optional.of("i")))),
                story.at(4, bob, List.of(cast.member(bob, dave, Role.WRITER, Optional.of("i"))))));
        Person first = alice.control().compareTo(bob.control()) < 0 ? carol : dave;
        Person second = first.equals(carol) ? dave : carol;
        assertTrue(verdict.state().members().containsKey(first.memberKey()));
        assertFalse(verdict.state().members().containsKey(second.memberKey()));
        assertEquals(1, verdict.voided().size());
        assertTrue(verdict.voided().get(0).endsWith("the invitation was used, or withdrawn"));
    }

    @Test
    void whatAFeedSaysBeforeItIsAdmittedIsVoidInEveryOrder() {
        Verdict verdict = story.everyOrder(List.of(
                story.at(1, bob, List.of(cast.member(alice, carol, Role.WRITER, Optional.empty()))),
                story.at(1, dave, cast.own(dave)),
                story.at(2, alice, cast.genesis(alice)),
                story.at(3, alice, cast.admission(alice, bob, Role.ADMIN))));
        assertEquals(2, verdict.voided().size());
        assertEquals(2, verdict.state().members().size());
    }

    /** A member that copies the founder's first message into its own feed begins nothing. */
    @Test
    void theGenesisOfAnotherFeedBeginsNothing() {
        ControlLog log = new ControlLog(new PartyStateMachine(cast.party(), cast.signatures()));
        assertTrue(log.begins(alice.control(), cast.genesis(alice)));
        assertFalse(log.begins(bob.control(), cast.genesis(alice)));
        assertFalse(log.begins(bob.control(), Cast.concat(cast.genesis(alice), cast.own(bob))));
        log.add(new Position(1, alice.control(), 0), 0, cast.genesis(alice));
        assertFalse(log.begins(alice.control(), cast.genesis(alice)));
    }

    @Test
    void aMemberAdmittedTwiceHasTheRoleOfTheFirstInTheOrder() {
        Verdict verdict = story.everyOrder(List.of(
                story.at(1, alice, cast.genesis(alice)),
                story.at(2, alice, cast.admission(alice, bob, Role.ADMIN)),
                story.at(3, alice, cast.admission(alice, carol, Role.READER)),
                story.at(4, bob, cast.admission(bob, carol, Role.WRITER))));
        assertEquals(Optional.of(Role.READER), verdict.state().role(carol.deviceKey()));
        assertEquals(4, verdict.voided().size());
    }
}
