package echo.bench.workload.feed;

import echo.api.Bytes;
import echo.api.FeedKey;
import echo.api.Hash;
import echo.api.Signature;
import echo.api.crypto.SignatureScheme;
import echo.api.crypto.SigningKey;
import echo.api.feed.Extent;
import echo.api.feed.Head;
import echo.api.feed.Run;
import echo.bench.measure.CpuTime;
import echo.bench.measure.Figure;
import echo.bench.measure.Workload;
import echo.codec.Links;
import echo.crypto.Ed25519SignatureScheme;
import echo.pipeline.feed.FeedVerifier;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * 100,000 blocks of 100 bytes of one feed, in runs of 1,000 with one signature each, verified on one core. Beside: the same two
 * hashes for each block and one signature for each run, without anything around them.
 */
public final class FeedVerify implements Workload {
    private static final int RUNS = 7;
    private static final int WARM_UPS = 3;
    private static final int BLOCKS = 100_000;
    private static final int BLOCK = 100;
    private static final int RUN = 1_000;
    private static final double NS_PER_S = 1e9;

    private final SignatureScheme signatures = new Ed25519SignatureScheme();

    @Override
    public String name() {
        return "feed.verify";
    }

    @Override
    public String says() {
        return "100,000 blocks of 100 bytes in runs of 1,000 verified on one core; blocks/s of its time";
    }

    @Override
    public Figure measure(Path scratch) {
        List<Run> runs = runs();
        List<Double> verified = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int i = -WARM_UPS; i < RUNS; i++) {
            double ours = rate(() -> verify(runs));
            double least = rate(() -> hash(runs));
            if (i >= 0) {
                verified.add(ours);
                bare.add(least);
            }
        }
        double bareMedian = new Figure("bare", "", bare, Map.of()).value();
        return new Figure(name(), "blocks/s", verified, Map.of("bare_hashes_and_signatures_blocks/s", bareMedian));
    }

    private static double rate(Runnable work) {
        long startNs = CpuTime.ofThreadNs();
        work.run();
        return BLOCKS * NS_PER_S / (CpuTime.ofThreadNs() - startNs);
    }

    private List<Run> runs() {
        SplittableRandom random = new SplittableRandom(1);
        SigningKey key = signatures.signingKey(bytes(random, 32));
        FeedKey feed = new FeedKey(key.publicKey());
        List<Run> runs = new ArrayList<>();
        Extent end = Extent.EMPTY;
        while (end.length() < BLOCKS) {
            long from = end.length();
            List<Bytes> payloads = new ArrayList<>();
            for (int i = 0; i < RUN && from + i < BLOCKS; i++) {
                Bytes payload = bytes(random, BLOCK);
                payloads.add(payload);
                end = Links.append(feed, end, payload);
            }
            runs.add(new Run(from, payloads, new Head(feed, end, key.sign(Links.headBytes(feed, end)))));
        }
        return runs;
    }

    private static Bytes bytes(SplittableRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private void verify(List<Run> runs) {
        FeedVerifier verifier = new FeedVerifier(signatures);
        Extent held = Extent.EMPTY;
        for (Run run : runs) {
            if (!(verifier.verify(run, held) instanceof FeedVerifier.Verdict.Accepted)) {
                throw new IllegalStateException("a run is not accepted");
            }
            held = run.head().extent();
        }
    }

    private void hash(List<Run> runs) {
        MessageDigest digest = Hash.digest();
        byte[] linked = new byte[1 + FeedKey.SIZE + Long.BYTES + 2 * Hash.SIZE];
        for (Run run : runs) {
            for (Bytes payload : run.payloads()) {
                payload.updateTo(digest);
                byte[] hash = digest.digest();
                System.arraycopy(hash, 0, linked, linked.length - hash.length, hash.length);
                byte[] link = digest.digest(linked);
                System.arraycopy(link, 0, linked, linked.length - 2 * hash.length, link.length);
            }
            Head head = run.head();
            Signature signature = head.signature();
            if (!signatures.verify(head.feed(), Links.headBytes(head.feed(), head.extent()), signature)) {
                throw new IllegalStateException("a signature is false");
            }
        }
    }
}
