package io.millrace.protocol.rpc.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * A server's key and self-signed certificate, kept in a file. Callers know the certificate by its fingerprint, so names, dates
 * and authorities in it mean nothing.
 *
 * <p>The JDK's {@code keytool} makes it: the JDK has no public class that signs certificates, and a library that does is
 * larger than all of Millrace's other network code.
 */
public final class ServerCertificate {

    /** Not a secret: it would have to lie beside the file. What keeps the key is that only its owner may read the file. */
    private static final String PASSWORD = "millrace";

    private static final String ALIAS = "server";

    /** A change of certificate is a change of all tokens, so it happens when somebody deletes the file, not by the calendar. */
    private static final int VALID_DAYS = 36_500;

    private static final long KEYTOOL_SECONDS = 60;

    private final KeyStore store;
    private final Fingerprint fingerprint;

    private ServerCertificate(KeyStore store, Fingerprint fingerprint) {
        this.store = store;
        this.fingerprint = fingerprint;
    }

    /**
     * The certificate in this file, which is made when it is not there. Waits for a process and for the disk.
     *
     * @param file a PKCS #12 store; only its owner may read it
     * @throws IOException when it cannot be made, read or understood; the message says what to do
     */
    public static ServerCertificate at(Path file) throws IOException {
        if (!Files.exists(file)) {
            make(file.toAbsolutePath());
        }
        return read(file);
    }

    private static ServerCertificate read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            if (!(store.getCertificate(ALIAS) instanceof X509Certificate certificate)) {
                throw new IOException("it holds no certificate named " + ALIAS);
            }
            return new ServerCertificate(store, Fingerprint.of(certificate));
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException(
                    "The server's certificate cannot be read from " + file + ": " + e
                            + ". Delete the file to have a new one made; executors then need new join tokens.",
                    e);
        }
    }

    private static void make(Path file) throws IOException {
        Path folder = file.getParent();
        Files.createDirectories(folder);
        Path scratch = Files.createTempDirectory(
                folder,
                "certificate-",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = scratch.resolve("store.p12");
        try {
            keytool(made);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            // Of two that start at once, the second finds the file of the first.
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            // Somebody else was faster; theirs is the one.
        } finally {
            Files.deleteIfExists(made);
            Files.delete(scratch);
        }
    }

    private static void keytool(Path made) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-sigalg",
                "SHA256withECDSA",
                "-validity",
                Integer.toString(VALID_DAYS),
                "-dname",
                "CN=millrace",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                made.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while keytool made a certificate", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** What callers know it by. */
    public Fingerprint fingerprint() {
        return fingerprint;
    }

    /** Key and certificate, for the server's side of TLS. */
    public List<KeyManager> keyManagers() {
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, PASSWORD.toCharArray());
            return Arrays.asList(factory.getKeyManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A key that was just read cannot be used", e);
        }
    }
}
