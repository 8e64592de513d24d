package io.millrace.protocol.rpc.preview;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.millrace.protocol.preview.DiscoverRequest;
import io.millrace.protocol.preview.Discovery;
import io.millrace.protocol.preview.PreviewFailed;
import io.millrace.protocol.preview.PreviewFailed.Reason;
import io.millrace.protocol.preview.PreviewRequest;
import io.millrace.protocol.preview.PreviewResult;
import io.millrace.protocol.preview.Previews;
import io.millrace.protocol.preview.v1.DiscoverResponse;
import io.millrace.protocol.preview.v1.PreviewResponse;
import io.millrace.protocol.preview.v1.PreviewsGrpc;
import io.millrace.protocol.preview.v1.PreviewsGrpc.PreviewsBlockingStub;
import io.millrace.protocol.rpc.RpcLimits;
import io.millrace.protocol.rpc.wire.PreviewWire;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The preview process as its parent has it: started with the first question and again after it ended, killed when it does
 * not answer in time. It ends with its parent, whose end closes its input. Any thread.
 */
public final class PreviewProcess implements Previews, AutoCloseable {

    /** What a preview takes beside the time it runs: checking, planning, sending, on a machine that is busy. */
    private static final Duration GRACE = Duration.ofSeconds(8);

    /** A process that was just started loads its classes with the first answer. It must not be killed over that. */
    private static final Duration FIRST_ANSWER = Duration.ofSeconds(30);

    /** A look into a megabyte. */
    private static final Duration DISCOVERY = Duration.ofSeconds(10);

    private static final int LONGEST_PORT = 5;

    private final List<String> command;
    private final Supplier<String> secrets;

    private @Nullable Child child;

    /**
     * @param command starts it
     * @param secrets makes a secret that cannot be guessed
     */
    public PreviewProcess(List<String> command, Supplier<String> secrets) {
        this.command = List.copyOf(command);
        this.secrets = secrets;
    }

    /** A running process and the way to it. */
    private record Child(
            Process process, ManagedChannel channel, PreviewsBlockingStub stub, AtomicBoolean hasAnswered) {

        void kill() {
            channel.shutdownNow();
            process.destroyForcibly();
        }
    }

    @Override
    public PreviewResult preview(PreviewRequest request) {
        Duration longest = Duration.ofMillis(request.limits().wallMillis()).plus(GRACE);
        PreviewResponse answer = ask(longest, stub -> stub.preview(PreviewWire.encode(request)));
        return PreviewWire.decode(answer);
    }

    @Override
    public Discovery discover(DiscoverRequest request) {
        DiscoverResponse answer = ask(DISCOVERY, stub -> stub.discover(PreviewWire.encode(request)));
        return PreviewWire.decode(answer);
    }

    /** Starts the process ahead of the first question, so that nobody waits for that. */
    public void start() {
        running();
    }

    /** Ends the process. */
    @Override
    public synchronized void close() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    private <A> A ask(Duration longest, Function<PreviewsBlockingStub, A> question) {
        Child asked = running();
        Duration patience = asked.hasAnswered().get() ? longest : longest.plus(FIRST_ANSWER);
        try {
            A answer = question.apply(asked.stub().withDeadlineAfter(patience.toMillis(), TimeUnit.MILLISECONDS));
            asked.hasAnswered().set(true);
            return answer;
        } catch (StatusRuntimeException e) {
            throw failure(asked, e);
        }
    }

    private PreviewFailed failure(Child asked, StatusRuntimeException e) {
        String words = String.valueOf(e.getStatus().getDescription());
        return switch (e.getStatus().getCode()) {
            case ABORTED -> new PreviewFailed(Reason.SUPERSEDED, words);
            case INVALID_ARGUMENT -> new PreviewFailed(Reason.REFUSED, words);
            case DEADLINE_EXCEEDED -> {
                // Whatever it is busy with would hold up the next question, too.
                drop(asked);
                yield new PreviewFailed(Reason.TOO_LONG, "The preview took too long and was ended. Try fewer nodes.");
            }
            case INTERNAL ->
                new PreviewFailed(
                        Reason.UNAVAILABLE,
                        "The preview came upon a mistake of Millrace (" + words
                                + "); ./millrace logs has the whole of it.");
            default -> {
                drop(asked);
                yield new PreviewFailed(
                        Reason.UNAVAILABLE, "The preview process ended. It is started again with the next preview.");
            }
        };
    }

    private synchronized void drop(Child asked) {
        asked.kill();
        if (asked.equals(child)) {
            child = null;
        }
    }

    private synchronized Child running() {
        Child running = child;
        if (running == null || !running.process().isAlive()) {
            if (running != null) {
                running.kill();
            }
            running = launch();
            child = running;
        }
        return running;
    }

    private Child launch() {
        String secret = secrets.get();
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.outputWriter(StandardCharsets.US_ASCII)
                    .append(secret)
                    .append('\n')
                    .flush();
            int port = port(process);
            ManagedChannel channel = NettyChannelBuilder.forAddress(
                            InetAddress.getLoopbackAddress().getHostAddress(), port)
                    .usePlaintext()
                    .maxInboundMessageSize(RpcLimits.CONTROL_MESSAGE_BYTES)
                    .intercept(Secret.showing(secret))
                    .build();
            return new Child(process, channel, PreviewsGrpc.newBlockingStub(channel), new AtomicBoolean());
        } catch (IOException e) {
            throw new PreviewFailed(Reason.UNAVAILABLE, "The preview process cannot be started: " + e.getMessage());
        }
    }

    /** The process says where it listens, or ends. */
    private static int port(Process process) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.US_ASCII);
        String line = output.readLine();
        if (line == null
                || line.isEmpty()
                || line.length() > LONGEST_PORT
                || !line.chars().allMatch(Character::isDigit)) {
            process.destroyForcibly();
            throw new IOException("it said " + (line == null ? "nothing" : "`" + line + "`") + " instead of its port");
        }
        return Integer.parseInt(line);
    }
}
