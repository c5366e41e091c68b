package echo.replication;

/** Names a session with a peer, for as long as it lasts: sessions of a party are numbered from 1. */
public record PeerId(long number) implements Comparable<PeerId> {
    @Override
    public int compareTo(PeerId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return "peer " + number;
    }
}
