/** Who belongs to a party: from its control messages, one more of them, and asked for one block. */
@NullMarked
package echo.bench.workload.party;

import org.jspecify.annotations.NullMarked;
