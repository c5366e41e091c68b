package echo.bench.workload.party;

import echo.api.Position;
import echo.api.feed.Timeframe;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.Statement;
import echo.pipeline.control.ControlLog;
import echo.pipeline.control.PartyStateMachine;
import echo.simulation.pipeline.Cast;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The control messages of a large party: a founder and {@value #ADMINS} other admins, who let members in, the first ones with a device and
 * two feeds each, and then invite and give other roles. Signed with a keyed hash, which costs next to nothing to check.
 */
final class ControlHistory {
    private static final int ADMINS = 4;

    private final Cast cast = new Cast();
    private final Person founder = cast.person("founder");
    private final List<Person> admins = new ArrayList<>(List.of(founder));
    private final List<Person> members = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();
    private final Map<String, Long> blocks = new TreeMap<>();
    private int signatures;

    private record Told(Position position, long block, List<Credential> credentials) {}

    /** A party of {@code members} with a device and feeds, as many more without as make {@code all}, in {@code messages}. */
    ControlHistory(int withDevices, int all, int messages) {
        say(founder, cast.genesis(founder));
        for (int i = 1; i < all; i++) {
            Person admin = admins.get(i % admins.size());
            Person person = cast.person("member" + i);
            Role role = i <= ADMINS ? Role.ADMIN : Role.WRITER;
            if (i < withDevices) {
                say(admin, cast.admission(admin, person, role));
                signatures += 6; // the member's, the device's, the feeds', and their agreement
            } else {
                say(admin, List.of(cast.member(admin, person, role, Optional.empty())));
                signatures++;
            }
            if (i <= ADMINS) {
                admins.add(person);
            } else {
                members.add(person);
            }
        }
        while (told.size() < messages) {
            next();
        }
    }

    /** One statement more: an invitation, or another role for a member. */
    private void next() {
        int number = told.size();
        Person admin = admins.get(number % admins.size());
        Person member = members.get(number % members.size());
        boolean again = number / members.size() % 2 == 0;
        say(
                admin,
                List.of(
                        number % 2 == 0
                                ? cast.invite(admin, "invitation" + number, 1)
                                : cast.sign(
                                        admin.device(),
                                        new Statement.SetRole(
                                                member.memberKey(),
                                                again ? Role.READER : Role.RELAY,
                                                Timeframe.EMPTY))));
        signatures++;
    }

    private void say(Person speaker, List<Credential> credentials) {
        long block = blocks.merge(speaker.name(), 1L, Long::sum) - 1;
        told.add(new Told(new Position(told.size() + 1, speaker.control(), 0), block, credentials));
    }

    /** Signatures that somebody has to check who reads all for the first time. */
    int signatures() {
        return signatures;
    }

    /** A member that is no admin; the first ones have feeds. */
    Person somebody(int number) {
        return members.get(number);
    }

    /** A machine that has checked all signatures once, as one has that folds a second time. */
    PartyStateMachine machine() {
        PartyStateMachine machine = new PartyStateMachine(cast.party(), cast.signatures());
        log(machine, told.size());
        return machine;
    }

    /** A log of the first {@code count} messages. */
    ControlLog log(PartyStateMachine machine, int count) {
        ControlLog log = new ControlLog(machine);
        add(log, 0, count);
        return log;
    }

    /** Adds the messages from {@code from} to {@code to}. */
    void add(ControlLog log, int from, int to) {
        for (Told message : told.subList(from, to)) {
            log.add(message.position(), message.block(), message.credentials());
        }
    }
}
