package echo.simulation.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.ItemId;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.api.party.Role;
import echo.codec.Credential;
import echo.codec.CredentialCodec;
import echo.codec.Message.Advance;
import echo.codec.Message.Header;
import echo.codec.Operation.Create;
import echo.codec.OperationCodec;
import echo.codec.Statement.FeedKind;
import echo.simulation.pipeline.Cast.Person;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A device that says of one feed in two places that it is of two kinds: every peer takes the first in the order (P1, P3). */
class ContestedFeedTest {
    private final Cast cast = new Cast();
    private final Person alice = cast.person("alice");
    private final Person mallory = cast.person("mallory");
    private final SigningKey second = cast.key("second control");
    private final SigningKey third = cast.key("third control");
    private final SigningKey contested = cast.key("contested");
    private final Desk atAlice =
            new Desk(cast, alice).state(cast.genesis(alice)).state(cast.admission(alice, mallory, Role.WRITER));

    // Lamport time    1   3          4     5          6
    // alice           genesis, mallory
    // mallory             second,    ·     ·          contested: control
    //                     third
    // third                          ·
    // second                               contested: data
    // contested       an item
    @Test
    void theFirstInTheOrderDecidesWhatAFeedIsAlsoAfterARestart() {
        List<Run> forged = forged();
        Optional<Fate> first = Optional.empty();
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Run> arriving = new ArrayList<>(forged);
            Collections.shuffle(arriving, random);
            Desk desk =
                    new Desk(cast, cast.person("peer")).meet(alice.control()).sync(atAlice);
            for (Run run : arriving) {
                desk.offer(run);
                if (random.nextBoolean()) {
                    desk.flush();
                }
            }
            Fate fate = desk.flush().fate();
            assertEquals(first.orElse(fate), fate, "seed " + seed);
            first = Optional.of(fate);
            desk.restart();
            assertEquals(fate, desk.fate(), "seed " + seed + " after a restart");
        }
        assertEquals(1, first.orElseThrow().items().size());
    }

    private List<Run> forged() {
        Extent known = atAlice.engine().extent(alice.control());
        Forger mine = new Forger(mallory.author().control());
        List<Run> runs = new ArrayList<>();
        runs.add(mine.message(after(alice.control(), known, 3), admits(second, third)));
        Extent admitted = end(runs);
        runs.add(mine.next(4, nothing()));
        runs.add(mine.next(5, nothing()));
        runs.add(mine.next(6, statements(cast.feed(mallory, contested, FeedKind.CONTROL))));
        runs.add(new Forger(third).message(after(mallory.control(), admitted, 4), nothing()));
        Extent ofThird = end(runs);
        FeedKey thirdFeed = new FeedKey(third.publicKey());
        runs.add(new Forger(second)
                .message(after(thirdFeed, ofThird, 5), statements(cast.feed(mallory, contested, FeedKind.DATA))));
        Create create = new Create(Bytes.hex("0000000000000001"), Desk.OBJECT, ItemId.ROOT);
        runs.add(new Forger(contested).first(cast.party(), OperationCodec.encode(List.of(create))));
        return runs;
    }

    private static Extent end(List<Run> runs) {
        return runs.get(runs.size() - 1).head().extent();
    }

    /** The header of a first control message that depends on {@code extent} of {@code feed}. */
    private Header after(FeedKey feed, Extent extent, long lamport) {
        Advance advance = new Advance(0, extent.length(), extent.link());
        return new Header(Optional.of(cast.party()), List.of(feed), List.of(), List.of(advance), lamport, 0);
    }

    private Bytes admits(SigningKey... feeds) {
        List<Credential> credentials = new ArrayList<>();
        for (SigningKey feed : feeds) {
            credentials.add(cast.feed(mallory, feed, FeedKind.CONTROL));
        }
        return CredentialCodec.encode(credentials);
    }

    /** A statement that says what is known. */
    private Bytes nothing() {
        return statements(cast.device(mallory));
    }

    private static Bytes statements(Credential credential) {
        return CredentialCodec.encode(List.of(credential));
    }
}
