package echo.simulation.network;

/** Takes note of what a network does. One thread. */
public interface Witness {
    /** Sees nothing. */
    Witness BLIND = new Witness() {
        @Override
        public void count(String event) {}

        @Override
        public void content(long content) {}
    };

    /** An event of that kind happened. */
    void count(String event);

    /** Something of this content was carried: equal courses of events have equal contents. */
    void content(long content);
}
