package io.millrace.protocol.rpc.security;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts the one certificate that has this fingerprint, and nobody else. That the server also has the key is for TLS to
 * see. The server's name does not matter: whoever has the key is the one.
 */
public final class PinnedServer extends X509ExtendedTrustManager {

    private final Fingerprint expected;

    /**
     * @param expected as the token has it
     */
    public PinnedServer(Fingerprint expected) {
        this.expected = expected;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("The server shows no certificate");
        }
        Fingerprint met = Fingerprint.of(chain[0]);
        if (!MessageDigest.isEqual(
                met.text().getBytes(StandardCharsets.US_ASCII), expected.text().getBytes(StandardCharsets.US_ASCII))) {
            throw new CertificateException("The server's certificate is " + met + ", the join token expects " + expected
                    + ". Either this is another server, or its certificate was made anew: then copy the token again.");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("Callers show tokens, not certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("Callers show tokens, not certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("Callers show tokens, not certificates");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
