package echo.model.text.state;

import echo.model.text.state.Run.Side;

/**
 * A code point of a text, deleted or not; or one of the text's two ends.
 *
 * @param run what it was inserted with
 * @param index in the run, from 0
 */
public record Element(Run run, int index) implements Comparable<Element> {
    // FugueMax. The text is the depth-first walk through the tree: left children, the element, right children. Left
    // siblings stand
    // by name; right siblings by their right origins, the further one first, then by name. So the order is a function
    // of the
    // elements alone, whatever came when, and what was typed forward or backward in one place stays together.

    /** The beginning: before every element. */
    public static final Element START = new Run().left();

    /** The end: after every element. */
    public static final Element END = START.run.right();

    public ElementId id() {
        return run.id(index);
    }

    /** What stood directly before it when it was inserted. */
    Element left() {
        return index == 0 ? run.left() : new Element(run, index - 1);
    }

    /** The order of the text. Costs O(log n) for each pair of siblings whose right origins decide. */
    @Override
    public int compareTo(Element other) {
        Element a = this;
        Element b = other;
        while (a.run != b.run) {
            if (a.equals(END) || b.equals(END)) {
                return a.equals(END) ? 1 : -1;
            }
            Run meet = Run.meet(a.run, b.run);
            Branch one = a.branch(meet);
            Branch two = b.branch(meet);
            if (one.at < two.at) {
                if (one.side != Side.RIGHT) {
                    return -1;
                }
                two = new Branch(one.at, Side.RIGHT, new Element(meet, one.at + 1));
            } else if (two.at < one.at) {
                if (two.side != Side.RIGHT) {
                    return 1;
                }
                one = new Branch(two.at, Side.RIGHT, new Element(meet, two.at + 1));
            }
            Element first = one.top;
            Element second = two.top;
            if (one.side != two.side) {
                return one.side.compareTo(two.side);
            }
            if (one.side == Side.LEFT || first.run.right().equals(second.run.right())) {
                return first.id().compareTo(second.id());
            }
            a = second.run.right();
            b = first.run.right();
        }
        return Integer.compare(a.index, b.index);
    }

    /** How this element hangs below a run that it descends from, or is of. */
    private Branch branch(Run ancestor) {
        if (run == ancestor) {
            return new Branch(index, Side.NONE, this);
        }
        Run top = run.below(ancestor);
        return new Branch(top.parent().index, top.side(), new Element(top, 0));
    }

    /**
     * @param at index of the ancestor's element from which it hangs
     * @param top the branch's highest element; with no side, the ancestor's element itself
     */
    private record Branch(int at, Side side, Element top) {}
}
