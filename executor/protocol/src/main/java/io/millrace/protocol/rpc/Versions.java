package io.millrace.protocol.rpc;

import io.millrace.protocol.plan.OperatorPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;

/**
 * What a process speaks.
 *
 * @param protocol of {@code io.millrace.executor.v1}; raised when a message changes its meaning
 * @param operatorPlan of {@link OperatorPlan}
 * @param product of Millrace, for people
 */
public record Versions(int protocol, int operatorPlan, String product) {

    /** The protocol this code speaks. */
    public static final int PROTOCOL = 1;

    private static final String FILE = "version.properties";

    /** Of this code. */
    public static Versions ours() {
        return new Versions(PROTOCOL, OperatorPlan.VERSION, Product.VERSION);
    }

    /**
     * Why a process with these versions cannot work with one that has others, and what to do; empty if it can.
     *
     * @param others the control plane's
     */
    public Optional<String> unfitFor(Versions others) {
        if (protocol != others.protocol) {
            return Optional.of(words("protocol version", protocol, others.protocol, others));
        }
        if (operatorPlan != others.operatorPlan) {
            return Optional.of(words("operator plans of version", operatorPlan, others.operatorPlan, others));
        }
        return Optional.empty();
    }

    private String words(String what, int mine, int theirs, Versions others) {
        return "This executor (Millrace " + product + ") speaks " + what + " " + mine + ", the control plane (Millrace "
                + others.product + ") " + theirs + ". Start executors of the control plane's release, "
                + others.product + ".";
    }

    private static final class Product {

        static final String VERSION = read();

        private static String read() {
            try (InputStream in = Versions.class.getResourceAsStream(FILE)) {
                if (in == null) {
                    throw new IllegalStateException(FILE + " is missing beside " + Versions.class);
                }
                Properties properties = new Properties();
                properties.load(in);
                return properties.getProperty("product.version", "");
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + FILE, e);
            }
        }
    }
}
