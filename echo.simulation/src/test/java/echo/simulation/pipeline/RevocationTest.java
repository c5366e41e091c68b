package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.FeedKey;
import echo.api.party.Policy;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.Statement;
import echo.codec.Statement.FeedKind;
import echo.pipeline.control.PartyState;
import echo.pipeline.control.PartyStateMachine;
import echo.simulation.pipeline.Cast.Person;
import echo.simulation.pipeline.ControlStory.Told;
import echo.simulation.pipeline.ControlStory.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who removes whom, at the same time and one after the other: one verdict, whatever comes first (docs/parties.md, "Disputes"). */
class RevocationTest {
    private final Cast cast = new Cast();
    private final ControlStory story = new ControlStory(cast);
    private final Person ada = cast.person("ada");
    private final Person ben = cast.person("ben");
    private final Person cem = cast.person("cem");
    private final Person dia = cast.person("dia");
    private final Person eve = cast.person("eve");

    /** Ada begins, and makes Ben, Cem and Dia admins, in this order: of two the one named first here is the senior. */
    private List<Told> admins() {
        return List.of(
                story.at(1, ada, cast.genesis(ada)),
                story.at(
                        2,
                        ada,
                        Cast.concat(
                                cast.admission(ada, ben, Role.ADMIN),
                                Cast.concat(
                                        cast.admission(ada, cem, Role.ADMIN), cast.admission(ada, dia, Role.ADMIN)))));
    }

    private Verdict verdict(List<Told> more) {
        return story.everyOrder(Cast.concat(admins(), more));
    }

    private Set<String> members(PartyState state) {
        return List.of(ada, ben, cem, dia, eve).stream()
                .filter(person -> state.members().containsKey(person.memberKey()))
                .map(Person::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<Credential> removes(Person issuer, Person member) {
        return List.of(cast.removal(issuer, member, Map.of()));
    }

    private List<Credential> removes(Person issuer, Person member, Map<FeedKey, Integer> cut) {
        return List.of(cast.removal(issuer, member, cut));
    }

    // ben   0: admits eve ────────────
    // ada   2: removes ben, before 0
    @Test
    void aRemovalBeatsWhatTheRemovedOneDoesAtTheSameTime() {
        for (long time : List.of(3L, 9L)) {
            Verdict verdict = verdict(List.of(
                    story.at(5, ben, cast.admission(ben, eve, Role.WRITER)), story.at(time, ada, removes(ada, ben))));
            assertEquals(Set.of("ada", "cem", "dia"), members(verdict.state()));
            blocksAnew();
        }
    }

    @Test
    void whatTheRemoverHadSeenStands() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, cast.admission(ben, eve, Role.WRITER)),
                story.at(4, ada, removes(ada, ben, Map.of(ben.control(), 1)))));
        assertEquals(Set.of("ada", "cem", "dia", "eve"), members(verdict.state()));
        assertTrue(verdict.state().cuts().data().containsKey(ben.data()));
        assertEquals(Optional.of(ben.memberKey()), verdict.state().formerly(ben.exchange()));
    }

    // cem  removes ben ⇄ ben removes cem: ben is the senior
    @Test
    void ofTwoWhoRemoveEachOtherTheSeniorStays() {
        for (List<Long> times : List.of(List.of(3L, 4L), List.of(4L, 3L), List.of(3L, 3L))) {
            Verdict verdict = verdict(List.of(
                    story.at(times.get(0), ben, removes(ben, cem)), story.at(times.get(1), cem, removes(cem, ben))));
            assertEquals(Set.of("ada", "ben", "dia"), members(verdict.state()));
            blocksAnew();
        }
    }

    // ben removes cem, having seen nothing; cem knows it and removes ben all the same
    @Test
    void whoKnowsOfItsRemovalRemovesNobody() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, removes(ben, cem)), story.at(4, cem, removes(cem, ben, Map.of(ben.control(), 1)))));
        assertEquals(Set.of("ada", "ben", "dia"), members(verdict.state()));
    }

    // dia removes cem, cem removes dia's friend ben: not mutual, so seniority says nothing
    @Test
    void aJuniorsRemovalOfASeniorBeatsTheSeniorsRemovalOfAThird() {
        Verdict verdict = verdict(List.of(story.at(3, ben, removes(ben, dia)), story.at(3, cem, removes(cem, ben))));
        assertEquals(Set.of("ada", "cem", "dia"), members(verdict.state()));
    }

    // ben → cem → dia → ben
    @Test
    void inACircleTheMostSeniorsRemovalStands() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, removes(ben, cem)),
                story.at(3, cem, removes(cem, dia)),
                story.at(3, dia, removes(dia, ben))));
        assertEquals(Set.of("ada", "dia"), members(verdict.state()), "dia's removal of ben has nobody against it then");
    }

    // all four, each of the next
    @Test
    void amongFourWhoRemoveOneAnotherTheFoundersStandsFirst() {
        Verdict verdict = verdict(List.of(
                story.at(3, ada, removes(ada, ben, Map.of())),
                story.at(3, ben, removes(ben, ada, Map.of(ada.control(), 2))),
                story.at(3, cem, removes(cem, dia)),
                story.at(3, dia, removes(dia, cem))));
        assertEquals(Set.of("ada", "cem"), members(verdict.state()));
    }

    // ben admits eve as an admin, and eve removes cem; cem has removed ben before all that
    @Test
    void whatHangsOnAVoidedActIsVoid() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, cast.admission(ben, eve, Role.ADMIN)),
                story.at(4, eve, removes(eve, dia)),
                story.at(7, cem, removes(cem, ben))));
        assertEquals(Set.of("ada", "cem", "dia"), members(verdict.state()));
        assertTrue(verdict.state().isStray(eve.control()), "others may depend on what eve's feed says");
        assertEquals(Optional.of(FeedKind.DATA), verdict.state().kind(eve.data()));
    }

    // ben admits eve as an admin, who removes cem; cem removes ben: that goes in a circle, and cem was there before eve
    @Test
    void whoIsAdmittedByTheOneInDisputeIsTheJunior() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, cast.admission(ben, eve, Role.ADMIN)),
                story.at(4, eve, removes(eve, cem)),
                story.at(4, cem, removes(cem, ben))));
        assertEquals(Set.of("ada", "cem", "dia"), members(verdict.state()));
    }

    // ben admits eve as an admin, and she removes him as if he had never done so
    @Test
    void whatWouldTakeAwayWhatItRestsOnIsVoid() {
        Verdict verdict = verdict(
                List.of(story.at(3, ben, cast.admission(ben, eve, Role.ADMIN)), story.at(4, eve, removes(eve, ben))));
        assertEquals(Set.of("ada", "ben", "cem", "dia", "eve"), members(verdict.state()));
        assertTrue(verdict.voided().get(0).endsWith("would take away what it rests on"), () -> verdict.toString());
    }

    @Test
    void aDemotionVoidsWhatTheDemotedDecidesAtTheSameTime() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, cast.admission(ben, eve, Role.WRITER)),
                story.at(5, ada, List.of(cast.role(ada, ben, Role.WRITER, Map.of(ben.data(), 7))))));
        assertEquals(Set.of("ada", "ben", "cem", "dia"), members(verdict.state()));
        assertEquals(Optional.of(Role.WRITER), verdict.state().role(ben.memberKey()));
        assertTrue(verdict.state().cuts().data().get(ben.data()).isEmpty(), "a writer goes on writing");
    }

    @Test
    void whatTheDemotedLaysDownAtTheSameTimeIsVoidToo() {
        List<Credential> policy = List.of(cast.sign(ben.device(), new Statement.SetPolicy(new Policy(false, true))));
        Credential demotion = cast.role(ada, ben, Role.WRITER, Map.of(ben.data(), 7));
        assertEquals(
                new Policy(false, true),
                verdict(List.of(story.at(3, ben, policy))).state().policy());
        Verdict verdict = verdict(List.of(story.at(3, ben, policy), story.at(5, ada, List.of(demotion))));
        assertEquals(Policy.DEFAULT, verdict.state().policy());
    }

    @Test
    void whoMayNotWriteAnyMoreKeepsWhatTheIssuerHadSeen() {
        Verdict verdict = verdict(List.of(
                story.at(3, ada, List.of(cast.role(ada, ben, Role.READER, Map.of(ben.data(), 7)))),
                story.at(4, ada, List.of(cast.role(ada, ben, Role.ADMIN, Map.of())))));
        assertEquals(
                7, verdict.state().cuts().data().get(ben.data()).orElseThrow().length());
        assertEquals(Optional.of(Role.ADMIN), verdict.state().role(ben.memberKey()));
    }

    @Test
    void whatCountedStaysWhenItsWriterIsRevokedOnceMore() {
        Map<FeedKey, Integer> held = Map.of(ben.data(), 7, cem.data(), 5, eve.data(), 3);
        Verdict verdict = verdict(List.of(
                story.at(3, ada, cast.admission(ada, eve, Role.READER)),
                story.at(4, ada, List.of(cast.role(ada, ben, Role.READER, held), cast.retirement(ada, cem, held))),
                story.at(5, ada, List.of(cast.removal(ada, ben, held), cast.removal(ada, cem, held))),
                story.at(6, ada, removes(ada, eve, held))));
        assertEquals(7, end(verdict, ben));
        assertEquals(5, end(verdict, cem));
        assertEquals(0, end(verdict, eve), "a reader never wrote anything that counts");
    }

    private static long end(Verdict verdict, Person person) {
        return verdict.state().cuts().data().get(person.data()).orElseThrow().length();
    }

    @Test
    void someoneWhoLeavesKeepsWhatItSaidUntilThen() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, cast.admission(ben, eve, Role.WRITER)),
                story.at(4, ben, removes(ben, ben, Map.of(ben.data(), 4))),
                story.at(5, ben, removes(ben, cem))));
        assertEquals(Set.of("ada", "cem", "dia", "eve"), members(verdict.state()));
        assertEquals(
                4, verdict.state().cuts().data().get(ben.data()).orElseThrow().length());
    }

    @Test
    void theLastAdminStays() {
        Verdict verdict = story.everyOrder(List.of(
                story.at(1, ada, cast.genesis(ada)),
                story.at(2, ada, cast.admission(ada, ben, Role.WRITER)),
                story.at(3, ada, removes(ada, ada)),
                story.at(4, ada, List.of(cast.role(ada, ada, Role.READER, Map.of()))),
                story.at(5, ada, List.of(cast.retirement(ada, ada, Map.of())))));
        assertEquals(Set.of("ada", "ben"), members(verdict.state()));
        assertEquals(
                3,
                verdict.voided().stream()
                        .filter(it -> it.endsWith("the party would have no admin"))
                        .count());
    }

    @Test
    void aRetiredDeviceIsOutAndItsMemberStays() {
        Verdict verdict = verdict(List.of(
                story.at(3, ben, removes(ben, dia)),
                story.at(9, ada, List.of(cast.retirement(ada, ben, Map.of(ben.data(), 2))))));
        assertEquals(Set.of("ada", "ben", "cem", "dia"), members(verdict.state()));
        assertTrue(verdict.state().deviceWith(ben.exchange()).isEmpty());
    }

    @Test
    void onlyAdminsAndThoseConcernedMayRevoke() {
        List<Told> told = new ArrayList<>(admins());
        told.add(story.at(3, ada, cast.admission(ada, eve, Role.WRITER)));
        told.add(story.at(4, eve, removes(eve, ben)));
        told.add(story.at(5, eve, List.of(cast.role(eve, eve, Role.ADMIN, Map.of()))));
        told.add(story.at(6, eve, List.of(cast.retirement(eve, ben, Map.of()))));
        Verdict verdict = story.verdict(told);
        assertEquals(Set.of("ada", "ben", "cem", "dia", "eve"), members(verdict.state()));
        assertEquals(3, verdict.voided().size());
        told.add(story.at(7, eve, removes(eve, eve)));
        assertEquals(
                Set.of("ada", "ben", "cem", "dia"), members(story.verdict(told).state()));
    }

    /** What ben signed as an admin and somebody else states for him says nothing: a cut could not reach it there. */
    @Test
    void decisionsCountInTheFeedOfTheOneWhoDecides() {
        Verdict verdict = verdict(List.of(
                story.at(3, cem, List.of(cast.member(ben, eve, Role.ADMIN, Optional.empty()))),
                story.at(4, dia, removes(ben, ada))));
        assertEquals(Set.of("ada", "ben", "cem", "dia"), members(verdict.state()));
    }

    @Test
    void whoWasRemovedMayBeAdmittedAnewWithOtherFeeds() {
        Person again = new Person(
                "ben", ben.member(), ben.device(), cast.person("ben anew").author());
        Verdict verdict = verdict(List.of(
                story.at(3, ada, removes(ada, ben)),
                story.at(4, ada, cast.admission(ada, again, Role.ADMIN)),
                story.at(5, again, removes(again, dia))));
        assertEquals(Set.of("ada", "ben", "cem"), members(verdict.state()));
        assertTrue(verdict.state().cuts().data().containsKey(ben.data()), "the old feeds stay where they ended");
        assertTrue(verdict.state().formerly(ben.exchange()).isEmpty());
    }

    @Test
    void aProofShowsARoleThatWasGivenLater() {
        Verdict verdict = verdict(List.of(
                story.at(3, ada, cast.admission(ada, eve, Role.READER)),
                story.at(4, ben, List.of(cast.role(ben, eve, Role.ADMIN, Map.of()))),
                story.at(5, ada, removes(ada, ben, Map.of(ben.control(), 1)))));
        PartyState proven = new PartyStateMachine(cast.party(), cast.signatures())
                .fold(verdict.state().proof(eve.deviceKey()));
        assertEquals(Optional.of(Role.ADMIN), proven.role(eve.deviceKey()));
    }

    /** The person's next message is its first one again: for stories told twice. */
    private void blocksAnew() {
        story.anew();
    }
}
