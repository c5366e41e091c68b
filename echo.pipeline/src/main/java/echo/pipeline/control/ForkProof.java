package echo.pipeline.control;

import echo.api.Bytes;
import echo.api.Hash;
import echo.api.crypto.SignatureScheme;
import echo.api.feed.Extent;
import echo.api.feed.Run;
import echo.codec.Links;
import echo.codec.Statement.Branch;
import echo.codec.Statement.Equivocation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Proofs that a feed was forked: two heads that its key signed, and the blocks by which both go on from one place, each another
 * way. Whoever reads one need hold nothing of the feed.
 *
 * <p>One thread at a time.
 */
public final class ForkProof {
    private final SignatureScheme signatures;
    private final Set<Equivocation> proved = new LinkedHashSet<>();

    ForkProof(SignatureScheme signatures) {
        this.signatures = signatures;
    }

    /**
     * The proof that two runs make.
     *
     * @param common how far the branches are one
     * @param one a run of one branch that holds block {@code common.length()}, which differs
     * @param other a run of the other branch that holds it too
     */
    public static Equivocation of(Extent common, Run one, Run other) {
        return new Equivocation(one.head().feed(), common, branch(common, one), branch(common, other));
    }

    private static Branch branch(Extent common, Run run) {
        List<Bytes> after = run.payloads()
                .subList(
                        Math.toIntExact(common.length() - run.from()),
                        run.payloads().size());
        return new Branch(after.stream().map(Hash::of).toList(), run.head().signature());
    }

    /** Why {@code proof} proves nothing, if so. What holds is remembered: it is asked for at every folding. */
    Optional<String> objection(Equivocation proof) {
        if (proved.contains(proof)) {
            return Optional.empty();
        }
        if (proof.one().payloads().get(0).equals(proof.other().payloads().get(0))) {
            return Optional.of("the branches do not part there");
        }
        if (!isSigned(proof, proof.one()) || !isSigned(proof, proof.other())) {
            return Optional.of("a branch has a head with a false signature");
        }
        proved.add(proof);
        return Optional.empty();
    }

    private boolean isSigned(Equivocation proof, Branch branch) {
        Extent end = proof.common();
        for (Hash payload : branch.payloads()) {
            end = Links.appendHash(proof.feed(), end, payload);
        }
        return signatures.verify(proof.feed(), Links.headBytes(proof.feed(), end), branch.signature());
    }
}
