package io.millrace.expr.kernel;

import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** Digests of bytes as hexadecimal digits in small letters. */
public final class Digests {

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private Digests() {}

    /** The digest of the last algorithm that was asked for. One thread. */
    public static final class Workspace {
        private String algorithm = "";
        private @Nullable MessageDigest digest;
        private final byte[] hash = new byte[64];

        public Workspace() {}

        private void digest(String wanted, Utf8 value, Utf8 out) {
            try {
                MessageDigest current = digest;
                if (current == null || !algorithm.equals(wanted)) {
                    current = MessageDigest.getInstance(wanted);
                    digest = current;
                    algorithm = wanted;
                }
                current.update(value.data(), value.start(), value.length());
                int length = current.digest(hash, 0, hash.length);
                byte[] to = out.scratch(2 * length);
                for (int i = 0; i < length; i++) {
                    to[2 * i] = HEX[(hash[i] >> 4) & 0xF];
                    to[2 * i + 1] = HEX[hash[i] & 0xF];
                }
                out.setScratch(2 * length);
            } catch (NoSuchAlgorithmException | DigestException e) {
                throw new IllegalStateException("Every Java platform has " + wanted, e);
            }
        }
    }

    public static void md5(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("MD5", value, out);
    }

    public static void sha1(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("SHA-1", value, out);
    }

    public static void sha224(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("SHA-224", value, out);
    }

    public static void sha256(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("SHA-256", value, out);
    }

    public static void sha384(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("SHA-384", value, out);
    }

    public static void sha512(Utf8 value, Workspace workspace, Utf8 out) {
        workspace.digest("SHA-512", value, out);
    }

    /**
     * The digest of so many bits.
     *
     * @throws RowError INVALID_ARGUMENT when there is none of that length
     */
    public static void sha2(Utf8 value, long bits, Workspace workspace, Utf8 out) {
        switch (Math.clamp(bits, 0, 1024)) {
            case 224 -> sha224(value, workspace, out);
            case 256 -> sha256(value, workspace, out);
            case 384 -> sha384(value, workspace, out);
            case 512 -> sha512(value, workspace, out);
            default -> throw RowError.INVALID_ARGUMENT;
        }
    }
}
