package io.millrace.designer.cluster;

import io.millrace.protocol.rpc.security.JoinToken;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Supplier;

/** The token of this machine's own executors, in a file that only its owner may read. */
final class LocalToken {

    private final Path file;

    LocalToken(Path data) {
        this.file = file(data);
    }

    /** Where it is. */
    static Path file(Path data) {
        return data.resolve("secrets").resolve("join-token");
    }

    /**
     * Puts another token into the file.
     *
     * @throws IOException when it cannot be written
     */
    JoinToken replace(JoinToken token) throws IOException {
        make(token);
        return token;
    }

    /**
     * The token in the file, which is made when it is not there.
     *
     * @param issue makes a new one
     * @throws IOException when the file cannot be read or written, or holds no token; the message says what to do
     */
    JoinToken orIssue(Supplier<JoinToken> issue) throws IOException {
        if (!Files.exists(file)) {
            make(issue.get());
        }
        try {
            return JoinToken.parse(Files.readString(file));
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "The file %s holds no join token. Delete it to have a new one made".formatted(file), e);
        }
    }

    private void make(JoinToken token) throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path scratch = Files.createTempFile(
                folder,
                "join-token-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(scratch, token.text());
            Files.move(scratch, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; theirs is the one.
            Files.deleteIfExists(scratch);
        }
    }
}
