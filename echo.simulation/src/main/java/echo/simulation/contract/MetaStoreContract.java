package echo.simulation.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import echo.api.Bytes;
import echo.api.Limits;
import echo.api.feed.MetaStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link MetaStore} does (P2, P10). Extend it, say how to open a store, and run it with JUnit. */
public abstract class MetaStoreContract {
    private static final Bytes OLD = Bytes.utf8("old");
    private static final Bytes NEW = Bytes.utf8("a new value");

    /**
     * Opens the records on a medium of this test's own: empty at the first call, and at each later one holding what was put.
     */
    protected abstract MetaStore open();

    @Test
    public void aNewStoreIsEmpty() {
        MetaStore meta = open();
        assertEquals(Optional.empty(), meta.get("identity"));
        assertEquals(List.of(), meta.names(""));
    }

    @Test
    public void whatIsPutIsThereAlsoAfterReopening() {
        MetaStore meta = open();
        meta.put("identity", OLD);
        meta.put("empty", Bytes.EMPTY);

        assertEquals(Optional.of(OLD), meta.get("identity"));
        assertEquals(Optional.of(OLD), open().get("identity"));
        assertEquals(Optional.of(Bytes.EMPTY), open().get("empty"));
    }

    @Test
    public void aSecondPutReplacesTheFirst() {
        MetaStore meta = open();
        meta.put("identity", OLD);
        meta.put("identity", NEW);

        assertEquals(Optional.of(NEW), meta.get("identity"));
        assertEquals(Optional.of(NEW), open().get("identity"));
    }

    @Test
    public void aDeletedRecordIsGone() {
        MetaStore meta = open();
        meta.put("identity", OLD);
        meta.delete("identity");
        meta.delete("identity");

        assertEquals(Optional.empty(), meta.get("identity"));
        assertEquals(List.of(), open().names(""));
    }

    @Test
    public void namesAreListedSortedByPrefix() {
        MetaStore meta = open();
        for (String name : List.of("epoch.b", "key", "epoch.a", "epoch")) {
            meta.put(name, OLD);
        }

        assertEquals(List.of("epoch.a", "epoch.b"), meta.names("epoch."));
        assertEquals(List.of("epoch", "epoch.a", "epoch.b", "key"), open().names(""));
        assertEquals(List.of(), meta.names("nothing"));
    }

    @Test
    public void aRecordHasAtMost64KiB() {
        MetaStore meta = open();
        Bytes full = Bytes.owning(new byte[Limits.META_BYTES]);
        meta.put("full", full);

        assertEquals(Optional.of(full), open().get("full"));
        Bytes more = Bytes.owning(new byte[Limits.META_BYTES + 1]);
        assertThrows(IllegalArgumentException.class, () -> meta.put("more", more));
        assertEquals(List.of("full"), meta.names(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "../up", "a/b", "a\\b", "Upper", "a b", "a~", "ü", ".hidden"})
    public void aNameThatIsNotOneIsRefused(String name) {
        MetaStore meta = open();
        assertThrows(IllegalArgumentException.class, () -> meta.put(name, OLD));
        assertThrows(IllegalArgumentException.class, () -> meta.get(name));
        assertThrows(IllegalArgumentException.class, () -> meta.delete(name));
    }
}
