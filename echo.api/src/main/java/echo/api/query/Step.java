package echo.api.query;

/** From the items that a query has found so far to others. None is found twice. */
public sealed interface Step {
    /** Along the tree. */
    enum Kin implements Step {
        /** To all items, wherever one stands: how a query begins. */
        ITEMS,
        /** To those directly below. */
        CHILDREN,
        /** To those directly above; the root is no item. */
        PARENTS
    }
}
