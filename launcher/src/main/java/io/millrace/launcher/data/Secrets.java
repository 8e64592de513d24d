package io.millrace.launcher.data;

import io.millrace.launcher.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The files in {@code secrets/}: 192 random bits each, written as 32 letters, digits, {@code -} and {@code _}; mode 0600. */
public final class Secrets {

    /** Passwords of PostgreSQL's superuser and of the role that owns and migrates the tables, and of the one that uses them. */
    public static final String POSTGRES = "postgres";

    /** See {@link #POSTGRES}. */
    public static final String DATABASE_OWNER = "database-owner";

    /** See {@link #POSTGRES}. */
    public static final String DATABASE_APP = "database-app";

    /** What the launcher shows the control plane when it asks for a link. */
    public static final String ADMIN = "admin";

    /** What the executors of this installation show the control plane, which makes it. */
    public static final String JOIN_TOKEN = "join-token";

    private static final int BYTES = 24;

    private final DataDirectory data;
    private final RandomGenerator random;

    /** @param random a secure one */
    public Secrets(DataDirectory data, RandomGenerator random) {
        this.data = data;
        this.random = random;
    }

    /** Where it stands. */
    public Path file(String name) {
        return data.secrets().resolve(name);
    }

    /** The file of a secret, which is made when there is none. */
    public Path make(String name) throws IOException {
        Path file = file(name);
        if (!Files.exists(file)) {
            byte[] bytes = new byte[BYTES];
            random.nextBytes(bytes);
            // Whole or not at all: a password file without its password would lock its owner out.
            Path next = file.resolveSibling(name + ".new");
            Files.deleteIfExists(next);
            try (var channel = Files.newByteChannel(
                    next,
                    Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                channel.write(java.nio.ByteBuffer.wrap(Base64.getUrlEncoder().encode(bytes)));
            }
            Files.move(next, file);
        }
        return file;
    }

    /** @throws Refusal when it is missing */
    public String read(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw new Refusal(
                    "the secret " + file(name) + " cannot be read: " + e.getMessage(),
                    "Bring it back from a back-up: ./millrace help restore.");
        }
    }
}
