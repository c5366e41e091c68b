package echo.simulation.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.MemberKey;
import echo.api.Position;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.api.model.Mutation;
import echo.api.model.Outcome;
import echo.model.text.TextModel;
import echo.model.text.state.TextState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two people who typed into one text at once, key by key, as it was recorded: both end with the text that they ended with (P1). */
class FriendsForeverTest {
    private final Model<TextState> model = new TextModel();

    /** What one of the two writes, and has. */
    private final class Friend implements ItemEditor<TextState> {
        private final FeedKey feed;
        private final TextItem item = model.handle(TextItem.class, this).orElseThrow();
        private final List<Mutation> written = new ArrayList<>();
        private int heard;
        private long lamport;
        private TextState state = model.empty();

        Friend(int number) {
            byte[] key = new byte[FeedKey.SIZE];
            key[0] = (byte) (number + 1);
            feed = new FeedKey(Bytes.owning(key));
        }

        /** Hears what {@code other} has written, up to {@code count} mutations. */
        void hear(Friend other, int count) {
            for (; heard < count; heard++) {
                apply(other.written.get(heard));
            }
        }

        @Override
        public TextState state() {
            return state;
        }

        @Override
        public void mutate(Bytes data) {
            MemberKey author = new MemberKey(feed.bytes());
            Mutation mutation = new Mutation(new Position(lamport + 1, feed, 0), author, 0, data);
            written.add(mutation);
            apply(mutation);
        }

        private void apply(Mutation mutation) {
            lamport = Math.max(lamport, mutation.position().lamport());
            state = ((Outcome.Applied<TextState>) model.apply(state, mutation)).state();
        }
    }

    @Test
    void theRecordedKeysGiveTheRecordedText() throws IOException {
        JsonNode recorded = SharedData.read("friendsforever.json.gz");
        List<Friend> friends = List.of(new Friend(0), new Friend(1));
        List<Integer> place = new ArrayList<>(); // of each transaction among those of its writer
        JsonNode transactions = recorded.get("txns");
        for (JsonNode transaction : transactions) {
            int writer = transaction.get("agent").asInt();
            Friend friend = friends.get(writer);
            for (JsonNode parent : transaction.get("parents")) {
                if (transactions.get(parent.asInt()).get("agent").asInt() != writer) {
                    friend.hear(friends.get(1 - writer), place.get(parent.asInt()) + 1);
                }
            }
            JsonNode edit = transaction.get("patches").get(0);
            friend.item.replace(
                    edit.get(0).asInt(), edit.get(1).asInt(), edit.get(2).asText());
            place.add(friend.written.size() - 1);
        }
        friends.get(0).hear(friends.get(1), friends.get(1).written.size());
        friends.get(1).hear(friends.get(0), friends.get(0).written.size());
        assertEquals(recorded.get("endContent").asText(), friends.get(0).state.text());
        assertEquals(
                model.codec().orElseThrow().save(friends.get(0).state),
                model.codec().orElseThrow().save(friends.get(1).state));
        assertEquals(
                friends.get(0).state,
                model.codec().orElseThrow().load(model.codec().orElseThrow().save(friends.get(0).state)));
    }
}
