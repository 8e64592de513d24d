package io.millrace.launcher.commands;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.serve.ServeOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code up} and {@code demo}. */
final class ServeArguments {

    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST_EXECUTORS = 64;
    private static final int MOST_WORKERS = 256;

    /** As executors read it, who also know how much there is. */
    private static final String SIZE = "[0-9]{1,12}[kmgtKMGT]";

    @Mixin
    private DataOption data = new DataOption();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the browser goes. Default: 8420, or the next free one.")
    private @Nullable Integer port;

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description =
                    "Where executors keep checkpoints: file:///… on a disk they all mount, or s3://BUCKET/PREFIX with"
                            + " credentials in the environment. Then back-ups do not hold them. Default: a folder of the data.")
    private @Nullable String checkpoints;

    @Option(
            names = "--grpc-host",
            paramLabel = "HOST",
            description =
                    "An address of this machine that executors on other machines reach it by: they join with a token,"
                            + " over TLS. Default: 127.0.0.1, so none on other machines.")
    private String grpcHost = ServeOptions.THIS_MACHINE;

    @Option(names = "--executors", paramLabel = "N", description = "How many executor processes. Default: 1")
    private int executors = 1;

    @Option(
            names = "--workers",
            paramLabel = "N",
            description = "How many worker threads each executor has. Default: one per core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--state-memory",
            paramLabel = "SIZE",
            description =
                    "How much memory rows of state take up in each executor before they go to disk: 512m, 2g. Default:"
                            + " half of its heap.")
    private @Nullable String stateMemory;

    @Option(names = "--no-open", description = "Opens no browser.")
    private boolean noOpen;

    ServeOptions options() {
        if (port != null) {
            within("--port", port, HIGHEST_PORT);
        }
        within("--executors", executors, MOST_EXECUTORS);
        within("--workers", workers, MOST_WORKERS);
        if (stateMemory != null && !stateMemory.matches(SIZE)) {
            throw new Refusal("--state-memory must be a size such as 512m or 2g, not '" + stateMemory + "'.");
        }
        return new ServeOptions(
                data.directory(),
                port == null ? OptionalInt.empty() : OptionalInt.of(port),
                Optional.ofNullable(checkpoints),
                ofThisMachine(grpcHost),
                executors,
                workers,
                Optional.ofNullable(stateMemory));
    }

    private static String ofThisMachine(String host) {
        String remedy = "Name one address of this machine that others reach, or leave --grpc-host out.";
        try {
            InetAddress address = InetAddress.getByName(host);
            if (address.isAnyLocalAddress()) {
                throw new Refusal("--grpc-host " + host + " is no address that others could call.", remedy);
            }
            if (NetworkInterface.getByInetAddress(address) == null) {
                throw new Refusal("--grpc-host " + host + " is not an address of this machine.", remedy);
            }
            return host;
        } catch (IOException e) {
            throw new Refusal("--grpc-host " + host + " is not known: there is no address of that name.", remedy);
        }
    }

    boolean opensBrowser() {
        return !noOpen;
    }

    private static void within(String option, int value, int most) {
        if (value < 1 || value > most) {
            throw new Refusal("%s must be between 1 and %d, not %d.".formatted(option, most, value));
        }
    }
}
