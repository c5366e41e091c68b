package echo.bench.workload.text;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One edit of a plain text.
 *
 * @param at index in code points
 * @param deleted how many code points go
 * @param inserted what comes in their place
 */
record Edit(int at, int deleted, String inserted) {
    private static final int BURST = 24;
    private static final int NEAR = 400;
    private static final String LETTERS = "etaoin shrdlu cmfwyp";

    /**
     * Edits of one character each, in the manner of someone who writes a paper: bursts of typing, three in ten keys a backspace, and
     * between bursts a jump, mostly to near by. Some 80,000 characters are left of 260,000 edits. A function of {@code seed}.
     */
    static List<Edit> ofAPaper(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Edit> edits = new ArrayList<>(count);
        int length = 0;
        int at = 0;
        while (edits.size() < count) {
            boolean deletes = random.nextInt(10) < 3;
            for (int left = 1 + random.nextInt(2 * BURST); left > 0 && edits.size() < count; left--) {
                if (deletes && at > 0) {
                    at--;
                    length--;
                    edits.add(new Edit(at, 1, ""));
                } else {
                    int letter = random.nextInt(LETTERS.length());
                    edits.add(new Edit(at, 0, LETTERS.substring(letter, letter + 1)));
                    at++;
                    length++;
                }
            }
            at = jump(at, length, random);
        }
        return edits;
    }

    private static int jump(int at, int length, SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextInt(length + 1);
            case 1, 2 -> Math.max(0, Math.min(length, at + random.nextInt(2 * NEAR) - NEAR));
            default -> at;
        };
    }

    /** The limit: the same edits to text that is no more than text, and knows no other writer. */
    static String plain(List<Edit> edits) {
        StringBuilder text = new StringBuilder();
        for (Edit edit : edits) {
            text.replace(edit.at, edit.at + edit.deleted, edit.inserted);
        }
        return text.toString();
    }
}
