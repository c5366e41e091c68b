package echo.model.text;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.Position;
import echo.model.text.format.MutationFormat;
import echo.model.text.state.Age;
import echo.model.text.state.Change;
import echo.model.text.state.Change.Range;
import echo.model.text.state.Change.Restoration;
import echo.model.text.state.CodePoints;
import echo.model.text.state.Element;
import echo.model.text.state.ElementId;
import echo.model.text.state.Piece;
import echo.model.text.state.TextState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What takes one change of a text back: deletes what it inserted or restored and is still there, restores what it deleted and is
 * still deleted. See docs/format.md, "Taking back a text mutation". One use.
 */
final class TextUndo {
    /** Later than all that the text has, as the mutations will be. They insert nothing, so nothing bears its name. */
    private static final Position DRAFT = new Position(Long.MAX_VALUE, Position.FIRST.feed(), 0);

    private final TextState before;
    private final TextState now;
    private final List<Range> deleted = new ArrayList<>();
    private final List<Restoration> restored = new ArrayList<>();

    /** From what the text was before the change, and is now. */
    TextUndo(TextState before, TextState now) {
        this.before = before;
        this.now = now;
    }

    /** The mutations that take back {@code change}, which the mutation at {@code position} brought. */
    List<Bytes> of(Change change, Position position) {
        Change.Insertion inserted = change.inserted();
        if (inserted != null) {
            now.find(new ElementId(position, 0)).ifPresent(first -> delete(first, CodePoints.count(inserted.text())));
        }
        change.restored()
                .forEach(each -> changed(each.first(), each.count(), each.age()).forEach(this::deleteAgain));
        change.deleted()
                .forEach(each -> changed(each.first(), each.count(), each.age()).forEach(this::restore));
        return written();
    }

    private void delete(Element first, int count) {
        for (int done = 0; done < count; ) {
            Piece piece = now.piece(new Element(first.run(), first.index() + done), count - done);
            if (!piece.deleted()) {
                deleted.add(new Range(piece.first().id(), piece.length(), piece.age()));
            }
            done += piece.length();
        }
    }

    /** As many elements, as they were before and are now. */
    private record Both(Piece was, Piece is) {}

    /** Those of the elements whose {@code age} the change ended; in others somebody did so before it in the order. */
    private List<Both> changed(ElementId id, int count, int age) {
        List<Both> all = new ArrayList<>();
        Optional<Element> then = before.find(id);
        Optional<Element> here = now.find(id);
        for (int done = 0; then.isPresent() && here.isPresent() && done < count; ) {
            int most = Math.min(count - done, Limits.TEXT_INSERT);
            Piece is = now.piece(after(here.get(), done), most);
            Piece was = before.piece(after(then.get(), done), is.length());
            if (was.age() == age) {
                all.add(new Both(was, new Piece(is.first(), was.length(), is.age())));
            }
            done += was.length();
        }
        return all;
    }

    private static Element after(Element first, int count) {
        return new Element(first.run(), first.index() + count);
    }

    private void deleteAgain(Both both) {
        if (!both.is.deleted()) {
            deleted.add(new Range(both.is.first().id(), both.is.length(), both.is.age()));
        }
    }

    private void restore(Both both) {
        if (both.is.deleted() && Age.ends(both.is.age())) {
            restored.add(new Restoration(both.is.first().id(), both.is.age(), before.text(both.was)));
        }
    }

    /** As few mutations as hold it all. */
    private List<Bytes> written() {
        deleted.sort(Comparator.comparing(Range::first));
        restored.sort(Comparator.comparing(Restoration::first));
        List<Bytes> written = new ArrayList<>();
        for (int i = 0; i < deleted.size(); i += Limits.TEXT_PIECES) {
            List<Range> part = deleted.subList(i, Math.min(deleted.size(), i + Limits.TEXT_PIECES));
            written.add(MutationFormat.write(new Change(part, List.of(), null), DRAFT));
        }
        List<Restoration> part = new ArrayList<>();
        int length = 0;
        for (Restoration next : restored) {
            if (part.size() == Limits.TEXT_PIECES || length + next.count() > Limits.TEXT_INSERT) {
                written.add(MutationFormat.write(new Change(List.of(), part, null), DRAFT));
                part.clear();
                length = 0;
            }
            part.add(next);
            length += next.count();
        }
        if (!part.isEmpty()) {
            written.add(MutationFormat.write(new Change(List.of(), part, null), DRAFT));
        }
        return written;
    }
}
