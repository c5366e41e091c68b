package echo.api.model;

/** What a model asks of the order in which it sees mutations. */
public enum Ordering {
    /** Mutations come in the party's total order; late ones cause a rewind. Any pure function converges. */
    TOTAL,
    /**
     * Mutations come in some order that extends causality; concurrent ones commute. Each is applied once and never undone.
     *
     * <p>The state must be a function of the set of mutations, and causality is what messages say that they depend on, not what their
     * authors know. So a mutation may name what comes later, or never: a model that ignored it would leave peers unequal for ever,
     * for those that had the other one first did not. It must keep it until then ({@link Outcome.Kept}), or need no such names.
     */
    CAUSAL
}
