package echo.model.text.state;

import echo.api.Position;

/**
 * Elements inserted one behind the other between the same two origins: by one mutation, or, when <em>typed</em>, by mutations of one
 * element each that follow each other in Lamport time. How many there are is not the run's to know: a typed run grows.
 *
 * <p>Compared by identity; a state has one object for each run.
 */
public final class Run {
    // A node of Fugue's tree (Weidner and Kleppmann, "The Art of the Fugue", 2023), compressed: each element of a run
    // but the first
    // is the right child of the one before. The jump pointers (Myers, "An applicative random-access stack", 1983) find
    // an ancestor
    // in O(log depth), for the depth of a text that is typed key by key is its length. Invariants: (1) jumps of runs of
    // equal
    // depth lead to equal depths; (2) a run is newer than both its origins.

    /** On which side of its parent an element hangs, in the order in which the text shows them. */
    enum Side {
        LEFT,
        NONE,
        RIGHT
    }

    private final Position position;
    private final boolean typed;
    private final Element left;
    private final Element right;
    private final Element parent;
    private final Side side;
    private final int depth;
    private final Run jump;

    /** The root: the two ends, and below the beginning all other runs. There is one, {@link Element#START}'s. */
    Run() {
        position = Position.FIRST;
        typed = false;
        left = new Element(this, 0);
        right = new Element(this, 1);
        parent = left;
        side = Side.NONE;
        depth = 0;
        jump = this;
    }

    /**
     * @param position of the mutation that inserted the first element
     * @param typed whether that mutation inserted no other
     * @param left what stood directly before, for the writer; {@link Element#START} if nothing did
     * @param right what stood directly after, for the writer, deleted or not; {@link Element#END} if nothing did
     */
    public Run(Position position, boolean typed, Element left, Element right) {
        this.position = position;
        this.typed = typed;
        this.left = left;
        this.right = right;
        // The writer saw left have right children exactly if what stands directly after it was inserted directly after
        // it.
        boolean hangsLeft = !right.equals(Element.END) && right.left().equals(left);
        this.parent = hangsLeft ? right : left;
        this.side = hangsLeft ? Side.LEFT : Side.RIGHT;
        Run above = parent.run();
        this.depth = above.depth + 1;
        boolean jumpsFurther = above.depth - above.jump.depth == above.jump.depth - above.jump.jump.depth;
        this.jump = jumpsFurther ? above.jump.jump : above;
    }

    /** The name of the first element's mutation. */
    public Position position() {
        return position;
    }

    public boolean typed() {
        return typed;
    }

    /** The left origin of the first element. */
    public Element left() {
        return left;
    }

    /** The right origin of all elements. */
    public Element right() {
        return right;
    }

    Element parent() {
        return parent;
    }

    Side side() {
        return side;
    }

    /** The name of the element at {@code index}. */
    public ElementId id(int index) {
        return typed
                ? new ElementId(new Position(position.lamport() + index, position.feed(), position.operation()), 0)
                : new ElementId(position, index);
    }

    /** The index of the element that {@code id}, of this run's feed, would name here; negative if it names none. */
    int indexOf(ElementId id) {
        Position mutation = id.mutation();
        long later = mutation.lamport() - position.lamport();
        if (mutation.operation() != position.operation()) {
            return -1;
        }
        if (!typed) {
            return later == 0 ? id.index() : -1;
        }
        return id.index() == 0 && later <= Integer.MAX_VALUE ? (int) later : -1;
    }

    /** The lowest run that both descend from, or are. */
    static Run meet(Run one, Run other) {
        Run a = one.ancestor(other.depth);
        Run b = other.ancestor(one.depth);
        while (a != b) {
            boolean far = a.jump != b.jump;
            a = far ? a.jump : a.parent.run();
            b = far ? b.jump : b.parent.run();
        }
        return a;
    }

    /** The child of {@code ancestor} that this run descends from, or is. */
    Run below(Run ancestor) {
        return ancestor(ancestor.depth + 1);
    }

    /** The ancestor of that depth; this run if it is not as deep. */
    private Run ancestor(int wanted) {
        Run run = this;
        while (run.depth > wanted) {
            run = run.jump.depth >= wanted ? run.jump : run.parent.run();
        }
        return run;
    }

    @Override
    public String toString() {
        return (typed ? "typed " : "run ") + position;
    }
}
