package echo.crypto.noise;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM (NIST SP 800-38D), by the JDK. */
public final class AesGcm implements Aead {
    private final Cipher cipher;
    private final SecretKeySpec key;

    /** {@code key}: 32 bytes, copied. */
    public AesGcm(byte[] key) {
        this(key, newCipher());
    }

    private AesGcm(byte[] key, Cipher cipher) {
        this.key = new SecretKeySpec(key, "AES");
        this.cipher = cipher;
    }

    @Override
    public AesGcm withKey(byte[] next) {
        return new AesGcm(next, cipher);
    }

    @Override
    public void seal(byte[] nonce, byte[] associated, ByteBuffer plain, ByteBuffer target) {
        try {
            start(Cipher.ENCRYPT_MODE, nonce, associated);
            cipher.doFinal(plain, target);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot seal: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean open(byte[] nonce, byte[] associated, ByteBuffer sealed, ByteBuffer target) {
        if (sealed.remaining() < TAG) {
            return false;
        }
        try {
            start(Cipher.DECRYPT_MODE, nonce, associated);
            cipher.doFinal(sealed, target);
            return true;
        } catch (AEADBadTagException forged) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot open: " + e.getMessage(), e);
        }
    }

    private void start(int mode, byte[] nonce, byte[] associated) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, nonce));
        cipher.updateAAD(associated);
    }

    private static Cipher newCipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no AES/GCM/NoPadding", e);
        }
    }
}
