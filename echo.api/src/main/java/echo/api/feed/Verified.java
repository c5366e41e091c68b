package echo.api.feed;

import java.util.List;

/**
 * What reading every stored byte of a party's feeds came to.
 *
 * @param feeds number of those that were read
 * @param blocks of them that are as they were written
 * @param faults what is not, and maybe what was done about it: a line each, for people; none if all is well
 */
public record Verified(int feeds, long blocks, List<String> faults) {
    public Verified {
        faults = List.copyOf(faults);
    }
}
