package echo.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import echo.api.Bytes;
import echo.api.EchoException;
import echo.api.Hash;
import echo.api.transport.Address;
import echo.simulation.fuzz.Promise;
import echo.simulation.fuzz.Seeds;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Invitation codes, which come from anybody, and what a node remembers of them. An input that begins with a 1 or 2 is what a code holds
 * without its checksum, which is set right; any other is a code's text.
 */
class InvitationCodeFuzz {
    private static final int CHECKSUM = 4;

    static Stream<Arguments> seeds() {
        InvitationCode code = new InvitationCode(
                Seeds.PARTY,
                Optional.of(Bytes.hex("000102030405060708090a0b0c0d0e0f")),
                List.of(new Address("tcp", "127.0.0.1", 7400), new Address("tcp", "::1", 7400)));
        byte[] body = new BigInteger(code.text().substring(5), 36).toByteArray();
        return Seeds.of(Stream.of(Bytes.utf8(code.text()), Bytes.copyOf(body).slice(0, body.length - CHECKSUM)));
    }

    @MethodSource("seeds")
    @FuzzTest
    void aCodeIsRefusedOrItAndItsRecordAreReadBackAsTheSame(byte[] input) {
        Bytes bytes = Bytes.owning(input);
        boolean body = bytes.size() > 0 && (bytes.at(0) == 1 || bytes.at(0) == 2);
        String text = body ? sealed(bytes) : bytes.toUtf8();
        InvitationCode code;
        try {
            code = Promise.inProportion(text.length(), () -> InvitationCode.parse(text));
        } catch (EchoException refused) {
            Promise.isTrouble(refused, Set.of(EchoException.Kind.USAGE));
            return;
        }
        assertEquals(code, InvitationCode.parse(code.text()));
        PartyRecord record =
                new PartyRecord(code.party(), Optional.of(code.text()), code.addresses(), input.length % 2 == 0);
        assertEquals(record, PartyRecord.decode(record.name(), record.encode()));
    }

    private static String sealed(Bytes body) {
        Bytes checked = Bytes.concat(body, Hash.of(body).bytes().slice(0, CHECKSUM));
        return "echo1" + new BigInteger(1, checked.toByteArray()).toString(36);
    }
}
