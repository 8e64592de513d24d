package io.millrace.benchmarks.exchange;

import io.millrace.executor.runtime.EngineHost;
import io.millrace.protocol.exchange.PeerListener;
import io.millrace.protocol.exchange.PeerMessage;
import io.millrace.protocol.job.DeploymentId;
import io.millrace.protocol.job.ExecutorId;
import io.millrace.protocol.job.Fence;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.exchange.ExecutorExchange;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sends blocks to an executor's exchange in another process, within a window that the other gives back, as channels do. What
 * blocks hold does not matter here; encoding and decoding them is measured by {@code BlockCoding}.
 */
@Command(
        name = "exchange",
        description = {
            "Sends blocks from one process to another over the executors' exchange, in plain text and encrypted, and prints",
            "MiB/s, blocks/s and the sender's CPU time per MiB."
        },
        mixinStandardHelpOptions = true)
public final class ExchangeBenchmark implements Callable<Integer> {

    private static final ExecutorId SENDER = new ExecutorId("sender");
    private static final ExecutorId RECEIVER = new ExecutorId("receiver");
    private static final Fence FENCE = new Fence(new DeploymentId("benchmark"), 1, 1);

    /** As much as an edge may have under way. */
    private static final int WINDOW_BYTES = 32 * 1024 * 1024;

    private static final List<Integer> BLOCK_BYTES = List.of(4 * 1024, 64 * 1024, 1024 * 1024);

    @Option(
            names = "--mebibytes",
            paramLabel = "N",
            description = "How much to send each time. Default: ${DEFAULT-VALUE}.")
    private int mebibytes = 2_048;

    @Option(names = "--receive", hidden = true, arity = "3", description = "The other process: host, port, token.")
    private List<String> receiveFrom = List.of();

    @Option(names = "--encrypted", hidden = true, description = "The other process listens with a certificate.")
    private boolean encrypted;

    /** For picocli. */
    public ExchangeBenchmark() {}

    @Override
    public Integer call() throws Exception {
        if (!receiveFrom.isEmpty()) {
            receive();
            return 0;
        }
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        out.printf(
                Locale.ROOT,
                "%-12s %12s %6s %10s %12s %14s%n",
                "",
                "block bytes",
                "run",
                "MiB/s",
                "blocks/s",
                "CPU ms/MiB");
        for (boolean tls : new boolean[] {false, true}) {
            measure(tls ? List.of("--encrypted") : List.of(), tls ? "encrypted" : "plain", out);
        }
        return 0;
    }

    private void measure(List<String> options, String title, PrintWriter out) throws Exception {
        Semaphore window = new Semaphore(WINDOW_BYTES);
        Window listener = new Window(window);
        try (EngineHost host = new EngineHost(1);
                ExecutorExchange exchange = new ExecutorExchange(
                        SENDER, ListenAddress.loopback(0), new SecureRandom(), host.timer(), listener)) {
            ServerAddress own = exchange.address("127.0.0.1");
            ProcessBuilder builder =
                    new ProcessBuilder(command(options, own)).redirectError(ProcessBuilder.Redirect.INHERIT);
            Process receiver = builder.start();
            try (BufferedReader answers = receiver.inputReader(StandardCharsets.UTF_8)) {
                String[] address = String.valueOf(answers.readLine()).split(" ", -1);
                exchange.introduce(Map.of(
                        RECEIVER,
                        new ServerAddress("127.0.0.1", Integer.parseInt(address[0]), JoinToken.parse(address[1]))));
                for (int blockBytes : BLOCK_BYTES) {
                    for (int run = 0; run < 3; run++) {
                        run(exchange, window, blockBytes, title, run, out);
                    }
                }
            } finally {
                listener.over();
                receiver.destroyForcibly();
            }
        }
    }

    private List<String> command(List<String> options, ServerAddress own) {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), io.millrace.benchmarks.Main.class.getName()));
        command.add("exchange");
        command.addAll(options);
        command.addAll(List.of(
                "--receive",
                own.host(),
                Integer.toString(own.port()),
                own.token().text()));
        return command;
    }

    private void run(
            ExecutorExchange exchange, Semaphore window, int blockBytes, String title, int run, PrintWriter out)
            throws InterruptedException {
        byte[] block = new byte[blockBytes];
        new SplittableRandom(1).nextBytes(block);
        long blocks = mebibytes * 1024L * 1024 / blockBytes;
        long cpu = cpuNanos();
        long started = System.nanoTime();
        for (long i = 0; i < blocks; i++) {
            window.acquire(blockBytes);
            exchange.send(FENCE, RECEIVER, new PeerMessage.Block(0, block));
        }
        window.acquire(WINDOW_BYTES);
        window.release(WINDOW_BYTES);
        double seconds = (System.nanoTime() - started) / 1e9;
        out.printf(
                Locale.ROOT,
                "%-12s %,12d %6s %,10.0f %,12.0f %14.2f%n",
                title,
                blockBytes,
                run == 0 ? "warm" : run,
                mebibytes / seconds,
                blocks / seconds,
                (cpuNanos() - cpu) / 1e6 / mebibytes);
    }

    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    /** Gives back what arrives, until the sender is gone. */
    private void receive() throws IOException, InterruptedException {
        Semaphore gone = new Semaphore(0);
        ListenAddress address = new ListenAddress(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                encrypted
                        ? Optional.of(ServerCertificate.at(
                                Files.createTempDirectory("millrace-bench").resolve("exchange.p12")))
                        : Optional.empty());
        Receiver receiver = new Receiver(gone);
        try (EngineHost host = new EngineHost(1);
                ExecutorExchange exchange =
                        new ExecutorExchange(RECEIVER, address, new SecureRandom(), host.timer(), receiver)) {
            receiver.answerBy(exchange);
            exchange.introduce(Map.of(
                    SENDER,
                    new ServerAddress(
                            receiveFrom.get(0),
                            Integer.parseInt(receiveFrom.get(1)),
                            JoinToken.parse(receiveFrom.get(2)))));
            ServerAddress own = exchange.address("127.0.0.1");
            System.out.println(own.port() + " " + own.token().text());
            gone.acquire();
        }
    }

    /** The sender's end: credit opens the window. */
    private static final class Window implements PeerListener {

        private final Semaphore window;
        private volatile boolean over;

        Window(Semaphore window) {
            this.window = window;
        }

        /** The receiver is going to be ended. */
        void over() {
            over = true;
        }

        @Override
        public void received(Fence attempt, ExecutorId from, PeerMessage message) {
            if (message instanceof PeerMessage.Credit(int _, long bytes, int _)) {
                window.release((int) bytes);
            }
        }

        @Override
        public void lost(ExecutorId peer, String cause) {
            if (!over) {
                System.err.println("Lost " + peer + ": " + cause);
                // No credit will ever come.
                Runtime.getRuntime().halt(1);
            }
        }
    }

    /** The other end: gives credit for what has arrived, in shares of a quarter of the least window a channel has. */
    private static final class Receiver implements PeerListener {

        private static final int SHARE_BYTES = 8 * 1024;

        private final Semaphore gone;
        private final java.util.concurrent.CompletableFuture<ExecutorExchange> exchange =
                new java.util.concurrent.CompletableFuture<>();

        /** Written by the one call that comes at a time. */
        private long owed;

        Receiver(Semaphore gone) {
            this.gone = gone;
        }

        void answerBy(ExecutorExchange own) {
            exchange.complete(own);
        }

        @Override
        public void received(Fence attempt, ExecutorId from, PeerMessage message) {
            if (message instanceof PeerMessage.Block(int channel, byte[] block)) {
                owed += block.length;
                if (owed >= SHARE_BYTES) {
                    exchange.join().send(attempt, from, new PeerMessage.Credit(channel, owed, 0));
                    owed = 0;
                }
            }
        }

        @Override
        public void lost(ExecutorId peer, String cause) {
            gone.release();
        }
    }
}
