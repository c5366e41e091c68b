package echo.model.text.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * All elements of a text in order, as spans. Immutable: an edit gives a new rope, which shares all but a path with the old one, in
 * O(log n).
 *
 * <p>A <em>rank</em> counts elements, deleted ones too, from 0; an <em>index</em> counts visible ones.
 */
abstract sealed class Rope {
    // A B+ tree by rank. Elements are never taken out, so it only grows, and needs no rule for nodes that become small.
    // Invariants: (1) leaves are equally deep; (2) no node but the root has no part; (3) within a leaf no span could
    // take the next.

    /** Parts of a node: spans of a leaf, nodes of a branch. */
    private static final int WIDTH = 32;

    static final Rope EMPTY = new Leaf(List.of());

    private final int elements;
    private final int visible;

    private Rope(int elements, int visible) {
        this.elements = elements;
        this.visible = visible;
    }

    /** A rope of {@code spans}, each as long as can be. */
    static Rope of(List<Span> spans) {
        List<Rope> level = nodes(spans, Leaf::new);
        while (level.size() > 1) {
            level = nodes(level, Branch::new);
        }
        return level.isEmpty() ? EMPTY : level.get(0);
    }

    final int elements() {
        return elements;
    }

    /** Number of visible elements. */
    final int visible() {
        return visible;
    }

    /** The rope with {@code span} in the place of {@code count} elements of one span from {@code rank} on. */
    final Rope with(int rank, int count, Span span) {
        List<Rope> nodes = spliced(rank, count, span);
        return nodes.size() == 1 ? nodes.get(0) : new Branch(nodes);
    }

    /** The number of elements that stand before {@code element}, which need not be in the rope yet. */
    abstract int rank(Element element);

    /** The rank of the visible element at {@code index}, which must be below {@link #visible}. */
    abstract int rankOfVisible(int index);

    /** How many visible elements stand before {@code rank}. */
    abstract int visibleBefore(int rank);

    /** The element at {@code rank}, which must be below {@link #elements}, and what follows it in its span. */
    abstract Piece from(int rank);

    /** The text of {@code count} visible elements of one span from {@code rank} on. */
    abstract String textFrom(int rank, int count);

    abstract void forEach(Consumer<Span> visitor);

    abstract Element first();

    abstract List<Rope> spliced(int rank, int count, Span span);

    /** As few nodes as hold {@code parts}, of about equal widths. Nobody changes {@code parts} afterwards. */
    private static <P> List<Rope> nodes(List<P> parts, Function<List<P>, Rope> node) {
        if (!parts.isEmpty() && parts.size() <= WIDTH) {
            return List.of(node.apply(parts));
        }
        int count = (parts.size() + WIDTH - 1) / WIDTH;
        List<Rope> nodes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int begin = (int) ((long) parts.size() * i / count);
            int end = (int) ((long) parts.size() * (i + 1) / count);
            nodes.add(node.apply(new ArrayList<>(parts.subList(begin, end))));
        }
        return nodes;
    }

    /** A loop and no stream: every edit sums up a whole path. */
    private static <P> int sum(List<P> parts, ToIntFunction<P> number) {
        int sum = 0;
        for (P part : parts) {
            sum += number.applyAsInt(part);
        }
        return sum;
    }

    private static final class Leaf extends Rope {
        private final List<Span> spans;

        Leaf(List<Span> spans) {
            super(sum(spans, Span::length), sum(spans, Span::visible));
            this.spans = spans;
        }

        @Override
        int rank(Element element) {
            int rank = 0;
            int least = 0;
            int most = spans.size();
            while (least < most) {
                int middle = (least + most) >>> 1;
                if (spans.get(middle).first().compareTo(element) < 0) {
                    least = middle + 1;
                } else {
                    most = middle;
                }
            }
            for (int i = 0; i < least - 1; i++) {
                rank += spans.get(i).length();
            }
            return least == 0 ? 0 : rank + spans.get(least - 1).before(element);
        }

        @Override
        int rankOfVisible(int index) {
            int rank = 0;
            int left = index;
            for (Span span : spans) {
                if (left < span.visible()) {
                    return rank + left;
                }
                left -= span.visible();
                rank += span.length();
            }
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        int visibleBefore(int rank) {
            int visible = 0;
            int left = rank;
            for (Span span : spans) {
                if (left < span.length()) {
                    return visible + Math.min(left, span.visible());
                }
                left -= span.length();
                visible += span.visible();
            }
            return visible;
        }

        @Override
        Piece from(int rank) {
            int left = rank;
            for (Span span : spans) {
                if (left < span.length()) {
                    return new Piece(new Element(span.run(), span.from() + left), span.length() - left, span.age());
                }
                left -= span.length();
            }
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        String textFrom(int rank, int count) {
            int left = rank;
            for (Span span : spans) {
                if (left < span.length()) {
                    return Objects.requireNonNull(span.part(left, left + count).text(), "it is deleted");
                }
                left -= span.length();
            }
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        void forEach(Consumer<Span> visitor) {
            spans.forEach(visitor);
        }

        @Override
        Element first() {
            return spans.get(0).first();
        }

        @Override
        List<Rope> spliced(int rank, int count, Span span) {
            List<Span> result = new ArrayList<>(spans.size() + 2);
            int begin = 0;
            boolean placed = false;
            for (Span old : spans) {
                int at = rank - begin;
                begin += old.length();
                if (placed || at + count > old.length()) {
                    add(result, old);
                } else {
                    add(result, old.part(0, at));
                    add(result, span);
                    add(result, old.part(at + count, old.length()));
                    placed = true;
                }
            }
            if (!placed) {
                add(result, span);
            }
            return nodes(result, Leaf::new);
        }

        private static void add(List<Span> spans, Span next) {
            int last = spans.size() - 1;
            if (next.length() == 0) {
                return;
            }
            if (last >= 0 && spans.get(last).takes(next)) {
                spans.set(last, spans.get(last).with(next));
            } else {
                spans.add(next);
            }
        }
    }

    private static final class Branch extends Rope {
        private final List<Rope> nodes;
        private final Element first;

        Branch(List<Rope> nodes) {
            super(sum(nodes, Rope::elements), sum(nodes, Rope::visible));
            this.nodes = nodes;
            this.first = nodes.get(0).first();
        }

        @Override
        int rank(Element element) {
            int least = 1;
            int most = nodes.size();
            while (least < most) {
                int middle = (least + most) >>> 1;
                if (nodes.get(middle).first().compareTo(element) < 0) {
                    least = middle + 1;
                } else {
                    most = middle;
                }
            }
            int rank = nodes.get(least - 1).rank(element);
            for (int i = 0; i < least - 1; i++) {
                rank += nodes.get(i).elements();
            }
            return rank;
        }

        @Override
        int rankOfVisible(int index) {
            int rank = 0;
            int left = index;
            for (Rope node : nodes) {
                if (left < node.visible()) {
                    return rank + node.rankOfVisible(left);
                }
                left -= node.visible();
                rank += node.elements();
            }
            throw new IndexOutOfBoundsException(index);
        }

        @Override
        int visibleBefore(int rank) {
            int visible = 0;
            int left = rank;
            for (Rope node : nodes) {
                if (left < node.elements()) {
                    return visible + node.visibleBefore(left);
                }
                left -= node.elements();
                visible += node.visible();
            }
            return visible;
        }

        @Override
        Piece from(int rank) {
            int left = rank;
            for (Rope node : nodes) {
                if (left < node.elements()) {
                    return node.from(left);
                }
                left -= node.elements();
            }
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        String textFrom(int rank, int count) {
            int left = rank;
            for (Rope node : nodes) {
                if (left < node.elements()) {
                    return node.textFrom(left, count);
                }
                left -= node.elements();
            }
            throw new IndexOutOfBoundsException(rank);
        }

        @Override
        void forEach(Consumer<Span> visitor) {
            nodes.forEach(node -> node.forEach(visitor));
        }

        @Override
        Element first() {
            return first;
        }

        @Override
        List<Rope> spliced(int rank, int count, Span span) {
            int i = 0;
            int at = rank;
            while (at + count > nodes.get(i).elements()) {
                at -= nodes.get(i).elements();
                i++;
            }
            List<Rope> result = new ArrayList<>(nodes.size() + 1);
            result.addAll(nodes.subList(0, i));
            result.addAll(nodes.get(i).spliced(at, count, span));
            result.addAll(nodes.subList(i + 1, nodes.size()));
            return nodes(result, Branch::new);
        }
    }
}
