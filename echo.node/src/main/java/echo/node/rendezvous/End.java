package echo.node.rendezvous;

import echo.api.Bytes;

/** One side of one channel of a rendezvous, as the channel's handler sees it. One thread at a time. */
public interface End {
    /** The channel is open. */
    void start();

    /** The channel brought {@code frame}. */
    void receive(Bytes frame);

    /** The channel is over. */
    void closed(String reason);

    /** It takes too long. */
    void timedOut();
}
