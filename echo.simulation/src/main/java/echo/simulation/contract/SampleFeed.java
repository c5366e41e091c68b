package echo.simulation.contract;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A feed that grows run by run, for tests of stores. Its links and signatures have their form and nothing else: a store does
 * not look into them.
 */
public final class SampleFeed {
    private final FeedKey key;
    private final List<Bytes> payloads = new ArrayList<>();

    /** The feed whose key repeats the byte {@code name}. */
    public SampleFeed(int name) {
        this.key = new FeedKey(repeat(name, FeedKey.SIZE));
    }

    public FeedKey key() {
        return key;
    }

    /** Number of blocks so far. */
    public int length() {
        return payloads.size();
    }

    /** All blocks so far. */
    public List<Bytes> payloads() {
        return List.copyOf(payloads);
    }

    /** The next run: {@code blocks} blocks of {@code size} bytes each. */
    public Run next(int blocks, int size) {
        List<Bytes> added = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
            added.add(repeat(payloads.size() + i + 1, size));
        }
        return next(added);
    }

    /** The next run, with these blocks. */
    public Run next(List<Bytes> added) {
        Run run = new Run(payloads.size(), added, head(payloads.size() + added.size()));
        payloads.addAll(added);
        return run;
    }

    /** The head at {@code length}. */
    public Head head(int length) {
        Bytes name = Bytes.concat(key.bytes(), Bytes.utf8(Integer.toString(length)));
        Bytes signature =
                Bytes.concat(Hash.of(name).bytes(), Hash.of(name, name).bytes());
        return new Head(key, new Extent(length, Hash.of(name)), new Signature(signature));
    }

    private static Bytes repeat(int value, int count) {
        byte[] bytes = new byte[count];
        Arrays.fill(bytes, (byte) value);
        return Bytes.owning(bytes);
    }
}
