package echo.model.object;

import echo.api.item.ObjectItem;
import echo.api.model.ItemEditor;
import echo.api.value.Path;
import echo.api.value.Value;
import echo.model.object.format.MutationFormat;
import echo.model.object.format.ValueFormat;
import echo.model.object.state.Change;
import echo.model.object.state.ElementId;
import echo.model.object.state.ListNode;
import echo.model.object.state.Node;
import echo.model.object.state.SetElement;
import echo.model.object.state.SetNode;
import java.util.List;
import java.util.Optional;

/** People's view of an object item: reads its state, writes each command as a mutation of one change. */
final class ObjectHandle implements ObjectItem {
    private final ItemEditor<ObjectState> editor;

    ObjectHandle(ItemEditor<ObjectState> editor) {
        this.editor = editor;
    }

    @Override
    public Optional<Value> get(Path path) {
        return node(path).map(Node::value);
    }

    @Override
    public Value.MapValue properties() {
        return editor.state().root().value();
    }

    @Override
    public void set(Path path, Value value) {
        write(new Change.Set(path.keys(), value));
    }

    @Override
    public void unset(Path path) {
        write(new Change.Unset(path.keys()));
    }

    @Override
    public void add(Path path, Value element) {
        SetElement member = ValueFormat.element(element);
        write(new Change.Add(path.keys(), member, seen(path, member)));
    }

    @Override
    public void remove(Path path, Value element) {
        SetElement member = ValueFormat.element(element);
        write(new Change.Remove(path.keys(), member, seen(path, member)));
    }

    @Override
    public List<Value> elements(Path path) {
        return node(path)
                .filter(node -> node instanceof SetNode || node instanceof ListNode)
                .map(node -> ((Value.ListValue) node.value()).elements())
                .orElse(List.of());
    }

    @Override
    public void push(Path path, Value element) {
        write(new Change.Push(path.keys(), element));
    }

    @Override
    public void insert(Path path, int index, Value element) {
        List<ElementId> ids = ids(path);
        requireIndex(index, ids.size(), path);
        write(new Change.Insert(path.keys(), index == 0 ? null : ids.get(index - 1), element));
    }

    @Override
    public void removeAt(Path path, int index) {
        List<ElementId> ids = ids(path);
        requireIndex(index, ids.size() - 1, path);
        write(new Change.RemoveAt(path.keys(), ids.get(index)));
    }

    @Override
    public void increment(Path path, long by) {
        Optional<Value> there = get(path);
        if (there.isPresent() && !(there.get() instanceof Value.Int)) {
            throw new IllegalArgumentException("what is at '" + path + "' is no integer to count on");
        }
        write(new Change.Increment(path.keys(), by));
    }

    private void write(Change change) {
        editor.mutate(MutationFormat.write(List.of(change)));
    }

    private Optional<Node> node(Path path) {
        return editor.state().root().find(path.keys());
    }

    private List<ElementId> seen(Path path, SetElement element) {
        return node(path).orElse(SetNode.EMPTY) instanceof SetNode set ? set.seen(element) : List.of();
    }

    private List<ElementId> ids(Path path) {
        return node(path).orElse(ListNode.EMPTY) instanceof ListNode list ? list.visible() : List.of();
    }

    private static void requireIndex(int index, int greatest, Path path) {
        if (index < 0 || index > greatest) {
            throw new IllegalArgumentException(
                    "index " + index + " is outside of the list at '" + path + "', whose greatest is " + greatest);
        }
    }
}
