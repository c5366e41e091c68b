package echo.node;

import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.EchoException.Kind;
import echo.api.ItemId;

/** Where the handles of a view's items write to. Any thread. */
interface Pen {
    /** Of a view of the past: what is past cannot be written. */
    Pen OF_THE_PAST = (item, data) -> {
        throw new EchoException(
                Kind.USAGE,
                "item " + item + " is shown as it was; to change it, take it from the party's present view");
    };

    /** Writes one mutation of {@code item}, a batch of its own. */
    void mutate(ItemId item, Bytes data);
}
