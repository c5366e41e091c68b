package echo.api.blob;

import static org.junit.jupiter.api.Assertions.assertEquals;

import echo.api.Bytes;
import org.junit.jupiter.api.Test;

class CidTest {
    /** As every tool of that family prints the name of no bytes, and of two words. */
    @Test
    void namesAreThoseThatOthersGive() {
        assertEquals(
                "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
                Cid.of(Bytes.EMPTY).toString());
        assertEquals(
                "bafkreifzjut3te7nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e",
                Cid.of(Bytes.utf8("hello world")).toString());
    }
}
