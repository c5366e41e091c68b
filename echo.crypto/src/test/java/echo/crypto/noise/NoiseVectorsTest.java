package echo.crypto.noise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import echo.api.Bytes;
import echo.crypto.Vectors;
import echo.crypto.noise.HandshakeState.Secrets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every public vector of {@code *_25519_AESGCM_SHA256} without pre-shared keys, both sides, byte for byte. */
class NoiseVectorsTest {
    private final Map<String, HandshakePattern> patterns = NoisePatterns.byProtocolName();

    @Test
    void cacophony() throws IOException {
        assertEquals(38, run("noise_cacophony.json.gz"));
    }

    @Test
    void snow() throws IOException {
        assertEquals(38, run("noise_snow.json.gz"));
    }

    @Test
    void sessionsUseXxOfTheSpecification() {
        assertEquals(patterns.get("Noise_XX_25519_AESGCM_SHA256"), HandshakePattern.XX);
    }

    private int run(String file) throws IOException {
        int count = 0;
        for (JsonNode vector : Vectors.read(file).get("vectors")) {
            HandshakePattern pattern = patterns.get(vector.get("protocol_name").asText());
            if (pattern != null) {
                check(pattern, vector);
                count++;
            }
        }
        return count;
    }

    private static void check(HandshakePattern pattern, JsonNode vector) {
        HandshakeState initiator = side(pattern, vector, true);
        HandshakeState responder = side(pattern, vector, false);
        JsonNode messages = vector.get("messages");
        int handshake = pattern.messages().size();
        for (int i = 0; i < handshake; i++) {
            HandshakeState writer = i % 2 == 0 ? initiator : responder;
            HandshakeState reader = i % 2 == 0 ? responder : initiator;
            Bytes payload = Vectors.hex(messages.get(i), "payload");
            byte[] message = writer.write(payload.toByteArray());
            assertEquals(Vectors.hex(messages.get(i), "ciphertext"), Bytes.copyOf(message), pattern.name() + " " + i);
            assertEquals(payload, Bytes.owning(reader.read(message).orElseThrow()), pattern.name() + " " + i);
        }
        assertTrue(initiator.complete() && responder.complete());
        assertEquals(Bytes.owning(initiator.hash()), Bytes.owning(responder.hash()));
        if (vector.has("handshake_hash")) {
            assertEquals(Vectors.hex(vector, "handshake_hash"), Bytes.owning(initiator.hash()));
        }
        checkTransport(messages, handshake, initiator, responder);
    }

    private static void checkTransport(
            JsonNode messages, int from, HandshakeState initiator, HandshakeState responder) {
        CipherState[] sending = {initiator.sending(1 << 16), responder.sending(1 << 16)};
        CipherState[] receiving = {responder.receiving(1 << 16), initiator.receiving(1 << 16)};
        boolean oneWay = from == 1;
        for (int i = from; i < messages.size(); i++) {
            int side = oneWay ? 0 : i % 2;
            Bytes payload = Vectors.hex(messages.get(i), "payload");
            ByteBuffer sealed = ByteBuffer.allocate(payload.size() + AesGcm.TAG);
            sending[side].seal(ByteBuffer.wrap(payload.toByteArray()), sealed);
            assertEquals(Vectors.hex(messages.get(i), "ciphertext"), Bytes.copyOf(sealed.array()));
            ByteBuffer opened = ByteBuffer.allocate(payload.size());
            assertTrue(receiving[side].open(sealed.flip(), opened));
            assertEquals(payload, Bytes.owning(opened.array()));
        }
    }

    private static HandshakeState side(HandshakePattern pattern, JsonNode vector, boolean initiator) {
        String own = initiator ? "init" : "resp";
        Secrets secrets = new Secrets(secret(vector, own + "_static"), secret(vector, own + "_ephemeral"));
        HandshakeState state = new HandshakeState(pattern, initiator, Suite.STANDARD, secrets);
        byte[] prologue = Vectors.hex(vector, own + "_prologue").toByteArray();
        if (pattern.initiatorKnown() || pattern.responderKnown()) {
            state.begin(prologue, Vectors.hex(vector, own + "_remote_static").toByteArray());
        } else {
            state.begin(prologue);
        }
        return state;
    }

    /** Patterns that do not use a key have none in their vectors. */
    private static Bytes secret(JsonNode vector, String field) {
        return vector.has(field) ? Vectors.hex(vector, field) : Bytes.owning(new byte[KeyAgreement.SIZE]);
    }
}
