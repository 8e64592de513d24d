package io.millrace.designer.session;

import io.millrace.designer.DesignerSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;

/**
 * What the launcher shows to be given a login link: the content of {@code secrets/admin} under DATA. Who can read that file
 * owns the installation anyway.
 */
@Singleton
final class AdminSecret {

    private final Secret secret;

    AdminSecret(DesignerSettings settings, Secrets secrets) {
        Path file = settings.data().resolve("secrets").resolve("admin");
        try {
            this.secret = Files.exists(file) ? new Secret(Files.readString(file).strip()) : make(file, secrets.next());
        } catch (IOException e) {
            throw new UncheckedIOException("The secret of the launcher cannot be read or made: " + file, e);
        }
    }

    /** There from the start on, for the launcher to read. */
    void exist(@Observes StartupEvent start) {}

    private static Secret make(Path file, Secret secret) throws IOException {
        Files.createDirectories(
                file.getParent(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret.value());
        return secret;
    }

    /** Whether this is it; takes as long for a near miss as for a far one. */
    boolean is(String shown) {
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), secret.value().getBytes(StandardCharsets.UTF_8));
    }
}
