package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.Position;
import echo.api.item.TextItem;
import echo.api.model.ItemEditor;
import echo.api.model.Model;
import echo.model.text.TextModel;
import echo.model.text.format.MutationFormat;
import echo.model.text.state.Change;
import echo.model.text.state.Piece;
import echo.model.text.state.TextState;
import java.util.List;
import java.util.random.RandomGenerator;

/** P1, P3, P6, P7 for the text model: random commands of its handle, and texts that come back, not always as they were. */
class TextModelContractTest extends ModelContract<TextState> {
    private static final Position LATER = new Position(Long.MAX_VALUE, Position.FIRST.feed(), 0);
    private static final String[] INSERTED = {"a", "b", "🙂", "some words", "\n"};

    @Override
    protected Model<TextState> model() {
        return new TextModel();
    }

    @Override
    protected Bytes mutation(TextState state, RandomGenerator random) {
        List<Piece> deleted = state.pieces().stream().filter(Piece::deleted).toList();
        if (!deleted.isEmpty() && random.nextInt(3) == 0) {
            return restoration(deleted.get(random.nextInt(deleted.size())), random);
        }
        Bytes[] written = {Bytes.EMPTY};
        TextItem text = model().handle(TextItem.class, new ItemEditor<TextState>() {
                    @Override
                    public TextState state() {
                        return state;
                    }

                    @Override
                    public void mutate(Bytes data) {
                        written[0] = data;
                    }
                })
                .orElseThrow();
        command(text, random);
        return written[0];
    }

    /** What an undo writes; but two who restore the same might lie about its text. */
    private static Bytes restoration(Piece piece, RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(piece.length()); i >= 0; i--) {
            text.append((char) ('x' + random.nextInt(3)));
        }
        Change.Restoration back = new Change.Restoration(piece.first().id(), piece.age(), text.toString());
        return MutationFormat.write(new Change(List.of(), List.of(back), null), LATER);
    }

    private static void command(TextItem text, RandomGenerator random) {
        int at = random.nextInt(text.length() + 1);
        int count = Math.min(random.nextInt(5), text.length() - at);
        switch (random.nextInt(count == 0 ? 1 : 3)) {
            case 0 -> text.insert(at, INSERTED[random.nextInt(INSERTED.length)]);
            case 1 -> text.delete(at, count);
            default -> text.replace(at, count, INSERTED[random.nextInt(INSERTED.length)]);
        }
    }
}
