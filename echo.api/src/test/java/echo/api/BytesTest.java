package echo.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
    /** All sequences of up to three bytes of 0, 1, 0x7f, 0x80 and 0xff, alone and after seven or eight other bytes. */
    @Test
    void orderIsUnsignedAndLexicographicWhereverTwoSequencesDiffer() {
        List<byte[]> samples = new ArrayList<>();
        for (byte[] start : List.of(new byte[0], new byte[7], new byte[8])) {
            samples.add(start);
            for (int number = 0; number < 5 + 25 + 125; number++) {
                samples.add(after(start, number));
            }
        }
        for (byte[] one : samples) {
            for (byte[] other : samples) {
                Bytes left = Bytes.copyOf(one);
                Bytes right = Bytes.copyOf(other);
                int expected = Integer.signum(Arrays.compareUnsigned(one, other));
                assertEquals(expected, Integer.signum(left.compareTo(right)), left + " and " + right);
                assertEquals(expected == 0, left.equals(right), left + " and " + right);
            }
        }
    }

    private static byte[] after(byte[] start, int number) {
        byte[] values = {0, 1, 0x7f, (byte) 0x80, (byte) 0xff};
        int count = number < 5 ? 1 : number < 30 ? 2 : 3;
        byte[] sample = Arrays.copyOf(start, start.length + count);
        int rest = number;
        for (int i = 0; i < count; i++) {
            sample[start.length + i] = values[rest % 5];
            rest /= 5;
        }
        return sample;
    }

    @Test
    void equalSequencesHaveOneHashCode() {
        Random random = new Random(1);
        for (int size = 0; size < 40; size++) {
            byte[] array = new byte[size];
            random.nextBytes(array);
            assertEquals(
                    Bytes.copyOf(array).hashCode(),
                    Bytes.concat(Bytes.EMPTY, Bytes.copyOf(array)).hashCode());
        }
    }

    @Test
    void eightBytesAreABigEndianNumberWhereverTheyStand() {
        Bytes bytes = Bytes.hex("00ff0102030405060708");

        assertEquals(0x00ff010203040506L, bytes.longAt(0));
        assertEquals(0xff01020304050607L, bytes.longAt(1));
        assertThrows(IndexOutOfBoundsException.class, () -> bytes.longAt(3));
    }
}
