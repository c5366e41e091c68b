package echo.node.rendezvous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.crypto.PasswordExchange;
import echo.api.crypto.PasswordExchanges;
import echo.api.party.ShortCode.State;
import echo.crypto.jpake.JpakeExchanges;
import echo.node.rendezvous.RendezvousFrame.Invitation;
import echo.node.rendezvous.RendezvousFrame.Reason;
import echo.node.rendezvous.RendezvousFrame.Refusal;
import echo.node.rendezvous.RendezvousFrame.Step;
import echo.node.rendezvous.RendezvousFrame.Taken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever does not know the digits gets nothing, in every state and with everything that can be said (P3). */
class RendezvousTest {
    private static final PasswordExchanges EXCHANGES = new JpakeExchanges();
    private static final String DIGITS = "271828";
    private static final String CODE = "echo1code";
    private static final int STEPS = RendezvousFrame.STEPS;

    private int numbers = 1;
    private int invitations;
    private Rendezvous rendezvous = open();

    /** Gives the invitation at once to whoever knows the digits. */
    private Rendezvous open() {
        List<Rendezvous> made = new ArrayList<>();
        made.add(new Rendezvous(DIGITS, EXCHANGES, () -> Speaker.secret(numbers++), new Rendezvous.Owner() {
            @Override
            public void convinced(Host host) {
                invitations++;
                made.get(0).give(host, CODE);
            }

            @Override
            public void changed() {
                assertTrue(made.isEmpty() || made.get(0).triesLeft() >= 0);
            }
        }));
        return made.get(0);
    }

    /** Somebody who has knocked, and has a sealed line. */
    private Speaker knock() {
        Speaker speaker = new Speaker(true, numbers++);
        return speaker.meets(rendezvous.knock(speaker, Speaker.handshake(false, numbers++)));
    }

    private PasswordExchange exchange(Speaker speaker, String digits) {
        return EXCHANGES.initiate(digits, speaker.handshake.handshakeHash(), Speaker.secret(numbers++));
    }

    /** {@code steps} times a message of {@code exchange}, and the answer read. */
    private static void speak(Speaker speaker, PasswordExchange exchange, int steps) {
        for (int number = 1; number <= steps; number++) {
            speaker.says(new Step(number, exchange.write()));
            if (number < STEPS) {
                assertTrue(exchange.read(((Step) speaker.hearsOne()).message()));
            }
        }
    }

    private void assertNothingGiven(Speaker to) {
        assertTrue(to.hears().stream().noneMatch(Invitation.class::isInstance));
        assertEquals(0, invitations);
    }

    /** What a guest was told, or that it was invited. */
    private static final class Told implements Guest.Outcome {
        private final List<String> all = new ArrayList<>();

        @Override
        public void invited(String code) {
            all.add(code);
        }

        @Override
        public void failed(EchoException reason) {
            all.add(reason.toString());
        }
    }

    private Guest guest(Speaker at, String digits, Told told) {
        Guest.Key key = new Guest.Key(digits, EXCHANGES, Speaker.secret(numbers++));
        return new Guest(key, at, Speaker.handshake(true, numbers++), told);
    }

    @Test
    void whoKnowsTheDigitsIsGivenTheInvitationAfterTheirConfirmation() {
        Speaker speaker = knock();
        PasswordExchange exchange = exchange(speaker, DIGITS);
        speak(speaker, exchange, STEPS);
        List<RendezvousFrame> heard = speaker.hears();
        assertEquals(2, heard.size());
        assertTrue(exchange.read(((Step) heard.get(0)).message()) && exchange.confirmed());
        assertEquals(new Invitation(CODE), heard.get(1));
        assertEquals(State.OPEN, rendezvous.state());
        speaker.says(new Taken());
        assertEquals(State.USED, rendezvous.state());
        assertTrue(speaker.closed);
    }

    @Test
    void othersWaitUntilWhoHasTheInvitationIsGone() {
        Speaker speaker = new Speaker(true, numbers++);
        Host host = rendezvous.knock(speaker, Speaker.handshake(false, numbers++));
        speaker.meets(host);
        speak(speaker, exchange(speaker, DIGITS), STEPS);
        Speaker meanwhile = knock();
        meanwhile.says(new Step(1, exchange(meanwhile, DIGITS).write()));
        assertEquals(new Refusal(Reason.BUSY, 0), meanwhile.hearsOne());
        host.closed("broken");
        Speaker after = knock();
        speak(after, exchange(after, DIGITS), STEPS);
        assertEquals(new Invitation(CODE), after.hears().get(1));
        assertEquals(3, rendezvous.triesLeft());
    }

    /** Somebody stands between, with a line to each, and passes on what they say to each other. */
    @Test
    void whoStandsBetweenAndPassesEverythingOnGetsNothing() {
        Told told = new Told();
        Speaker toGuest = new Speaker(false, numbers++);
        Speaker toHost = knock();
        Guest guest = guest(toGuest, DIGITS, told);
        toGuest.meets(guest);
        for (int i = 0; i < 10; i++) {
            toGuest.hears().forEach(toHost::says);
            toHost.hears().forEach(toGuest::says);
        }
        assertEquals(1, told.all.size());
        assertTrue(told.all.get(0).startsWith("REFUSED"), told.all::toString);
        assertEquals(0, invitations);
        assertEquals(3, rendezvous.triesLeft(), "what it said was no guess");
    }

    /** As before, but with an exchange of its own on each side: then it has guessed. */
    @Test
    void whoStandsBetweenAndGuessesHasOneGuess() {
        Speaker toHost = knock();
        speak(toHost, exchange(toHost, "000000"), STEPS);
        assertEquals(new Refusal(Reason.WRONG, 2), toHost.hearsOne());
        Told told = new Told();
        Speaker toGuest = new Speaker(false, numbers++);
        toGuest.meets(guest(toGuest, DIGITS, told));
        PasswordExchange exchange =
                EXCHANGES.respond("000000", toGuest.handshake.handshakeHash(), Speaker.secret(numbers++));
        for (int number = 1; number < STEPS; number++) {
            assertTrue(exchange.read(((Step) toGuest.hearsOne()).message()));
            toGuest.says(new Step(number, exchange.write()));
        }
        assertFalse(exchange.read(((Step) toGuest.hearsOne()).message()), "that was the guess");
        toGuest.says(new Step(STEPS, Bytes.owning(new byte[32])));
        toGuest.seals(new Invitation("echo1false").encode());
        assertEquals(1, told.all.size());
        assertTrue(told.all.get(0).contains("does not know the code"), told.all::toString);
    }

    /** A guest takes an invitation in no state but the last. */
    @Test
    void anInvitationThatComesTooEarlyIsNotTaken() {
        for (int steps = 0; steps < STEPS; steps++) {
            Told told = new Told();
            Speaker inviter = new Speaker(false, numbers++);
            inviter.meets(guest(inviter, DIGITS, told));
            PasswordExchange exchange =
                    EXCHANGES.respond(DIGITS, inviter.handshake.handshakeHash(), Speaker.secret(numbers++));
            for (int number = 1; number <= steps; number++) {
                assertTrue(exchange.read(((Step) inviter.hearsOne()).message()));
                inviter.says(new Step(number, exchange.write()));
            }
            inviter.says(new Invitation("echo1false"));
            assertEquals(1, told.all.size());
            assertTrue(told.all.get(0).startsWith("REFUSED"), told.all::toString);
            assertTrue(inviter.closed);
        }
    }

    /** What was said on a line that led to an invitation is of no use on another, and said twice of no use on its own. */
    @Test
    void eachFrameThatWasRecordedIsOfNoUseInAnyState() {
        Speaker good = new Speaker(true, numbers++);
        List<Bytes> raw = new ArrayList<>();
        List<RendezvousFrame> plain = new ArrayList<>();
        Host host = rendezvous.knock(good, Speaker.handshake(false, numbers++));
        good.meets(new Recorded(host, raw));
        PasswordExchange exchange = exchange(good, DIGITS);
        for (int number = 1; number <= STEPS; number++) {
            plain.add(new Step(number, exchange.write()));
            good.says(plain.get(number - 1));
            if (number < STEPS) {
                assertTrue(exchange.read(((Step) good.hearsOne()).message()));
            }
        }
        plain.addAll(good.hears());
        plain.add(new Taken());
        good.says(new Taken());
        assertEquals(1, invitations);
        assertEquals(6, raw.size());
        for (int state = 0; state < STEPS; state++) {
            for (int i = 0; i < raw.size() + plain.size(); i++) {
                if (i - raw.size() == state) {
                    continue; // made for another line: below
                }
                invitations = 0;
                rendezvous = open();
                Speaker speaker = new Speaker(true, numbers++);
                Host again = rendezvous.knock(speaker, Speaker.handshake(false, numbers++));
                speaker.meets(again);
                speak(speaker, exchange(speaker, DIGITS), state);
                if (i < raw.size()) {
                    again.receive(raw.get(i));
                } else {
                    speaker.says(plain.get(i - raw.size()));
                }
                assertNothingGiven(speaker);
                assertTrue(speaker.closed, "state " + state + ", frame " + i);
                assertEquals(state == 2 ? 2 : 3, rendezvous.triesLeft(), "state " + state + ", frame " + i);
            }
            invitations = 0;
            rendezvous = open();
            Speaker speaker = knock();
            speak(speaker, exchange(speaker, DIGITS), state);
            speaker.says(plain.get(state));
            assertNothingGiven(speaker);
            assertEquals(state == 2 ? 2 : 3, rendezvous.triesLeft(), "the step of another line");
        }
    }

    /** Passes on what comes, and keeps it. */
    private record Recorded(Host host, List<Bytes> raw) implements End {
        @Override
        public void start() {
            host.start();
        }

        @Override
        public void receive(Bytes frame) {
            raw.add(frame);
            host.receive(frame);
        }

        @Override
        public void closed(String reason) {
            host.closed(reason);
        }

        @Override
        public void timedOut() {
            host.timedOut();
        }
    }

    /** Whatever is said instead of the right frame, raw or sealed, ends the line and nothing else. */
    @Test
    void nonsenseEndsTheLine() {
        Random random = new Random(5);
        for (int state = 0; state < STEPS; state++) {
            for (int i = 0; i < 12; i++) {
                invitations = 0;
                rendezvous = open();
                Speaker speaker = new Speaker(true, numbers++);
                Host host = rendezvous.knock(speaker, Speaker.handshake(false, numbers++));
                speaker.meets(host);
                speak(speaker, exchange(speaker, DIGITS), state);
                byte[] bytes = new byte[1 + random.nextInt(i == 0 ? 9_000 : 900)];
                random.nextBytes(bytes);
                bytes[0] = (byte) (i % 8);
                if (i % 3 == 0) {
                    host.receive(Bytes.owning(bytes));
                } else {
                    speaker.seals(Bytes.owning(bytes));
                }
                assertTrue(speaker.closed, "state " + state + ", " + bytes.length + " bytes of kind " + bytes[0]);
                assertNothingGiven(speaker);
                assertEquals(state == 2 ? 2 : 3, rendezvous.triesLeft());
                assertEquals(State.OPEN, rendezvous.state());
            }
        }
    }

    @Test
    void aGuestIsLeftAloneWithNonsenseToo() {
        Random random = new Random(6);
        for (int state = 0; state < STEPS; state++) {
            for (int i = 0; i < 9; i++) {
                Told told = new Told();
                Speaker inviter = new Speaker(false, numbers++);
                Guest guest = guest(inviter, DIGITS, told);
                inviter.meets(guest);
                PasswordExchange exchange =
                        EXCHANGES.respond(DIGITS, inviter.handshake.handshakeHash(), Speaker.secret(numbers++));
                for (int number = 1; number <= state; number++) {
                    assertTrue(exchange.read(((Step) inviter.hearsOne()).message()));
                    inviter.says(new Step(number, exchange.write()));
                }
                byte[] bytes = new byte[1 + random.nextInt(900)];
                random.nextBytes(bytes);
                bytes[0] = (byte) (i % 8);
                if (i % 3 == 0) {
                    guest.receive(Bytes.owning(bytes));
                } else {
                    inviter.seals(Bytes.owning(bytes));
                }
                assertTrue(inviter.closed);
                assertEquals(1, told.all.size());
                assertTrue(told.all.get(0).matches("(REFUSED|NETWORK): .*"), told.all::toString);
            }
        }
    }

    /** Who only connects, or says the first message and waits, has guessed nothing; three who heard the second one have. */
    @Test
    void onlyWhatDependsOnTheDigitsCounts() {
        for (int i = 0; i < 5; i++) {
            Speaker speaker = knock();
            speak(speaker, exchange(speaker, DIGITS), i % 2);
            hangUp(speaker);
        }
        assertEquals(3, rendezvous.triesLeft());
        for (int left = 2; left >= 0; left--) {
            Speaker speaker = knock();
            speak(speaker, exchange(speaker, DIGITS), 2);
            hangUp(speaker);
            assertEquals(left, rendezvous.triesLeft());
        }
        assertEquals(State.SPENT, rendezvous.state());
        Speaker late = knock();
        late.says(new Step(1, exchange(late, DIGITS).write()));
        assertEquals(new Refusal(Reason.OVER, 0), late.hearsOne());
        assertTrue(late.closed);
        assertEquals(0, invitations);
    }

    private static void hangUp(Speaker speaker) {
        speaker.says(new Refusal(Reason.GIVEN_UP, 0));
        assertTrue(speaker.closed);
    }

    @Test
    void whoeverIsThereIsToldWhenItIsOver() {
        for (State how : List.of(State.CANCELLED, State.EXPIRED, State.USED)) {
            rendezvous = open();
            Speaker trying = knock();
            speak(trying, exchange(trying, DIGITS), 1);
            Speaker waiting = knock();
            rendezvous.end(how);
            Reason reason = how == State.USED ? Reason.OVER : Reason.valueOf(how.name());
            for (Speaker speaker : List.of(trying, waiting)) {
                assertEquals(new Refusal(reason, 0), speaker.hearsOne());
                assertTrue(speaker.closed);
            }
            rendezvous.end(State.SPENT);
            assertEquals(how, rendezvous.state());
        }
    }

    @Test
    void theDigitsAreDrawnEvenlyAndReadAsPeopleWriteThem() {
        List<Bytes> chance = new ArrayList<>(List.of(
                Bytes.hex("f42400"), // 16,000,000, which would make small numbers more likely
                Bytes.hex("ffffff"),
                Bytes.hex("f423ff"),
                Bytes.hex("000007")));
        assertEquals("999999", Digits.draw(count -> chance.remove(0)));
        assertEquals("000007", Digits.draw(count -> chance.remove(0)));
        assertEquals(Optional.of("012345"), Digits.in(" 012-345 "));
        assertEquals(Optional.empty(), Digits.in("0123456"));
        assertEquals(Optional.empty(), Digits.in("01234"));
    }
}
