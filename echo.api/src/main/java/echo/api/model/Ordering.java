package echo.api.model;

/** What a model asks of the order in which it sees mutations. */
public enum Ordering {
    /** Mutations come in the party's total order; late ones cause a rewind. Any pure function converges. */
    TOTAL,
    /** Mutations come in some order that extends causality; concurrent ones commute. Each is applied once and never undone. */
    CAUSAL
}
