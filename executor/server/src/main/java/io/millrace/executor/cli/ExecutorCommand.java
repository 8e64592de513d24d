package io.millrace.executor.cli;

import io.millrace.executor.local.Installation;
import io.millrace.executor.process.CheckpointPlace;
import io.millrace.executor.process.Ending;
import io.millrace.executor.process.ExecutorProcess;
import io.millrace.executor.process.ExecutorSettings;
import io.millrace.executor.process.ParentWatch;
import io.millrace.executor.runtime.ProcessState;
import io.millrace.executor.runtime.StopSignals;
import io.millrace.protocol.rpc.ServerAddress;
import io.millrace.protocol.rpc.security.JoinToken;
import io.millrace.protocol.rpc.security.ListenAddress;
import io.millrace.protocol.rpc.security.ServerCertificate;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** An executor process, until it is ended. */
@Command(
        name = "executor",
        description = {
            "Joins a control plane and runs what it is told, until it is ended (Ctrl-C, SIGTERM).",
            "Its jobs go on elsewhere then; Ctrl-C again ends it without a word to anybody.",
            "Exit code 1 when the control plane does not take it, 3 when its tasks do not end."
        })
final class ExecutorCommand implements Callable<Integer> {

    private static final Logger LOG = Logger.getLogger(ExecutorCommand.class.getName());

    /** Time, level, message, and a trace if there is one. */
    private static final String LOG_LINE = "%1$tFT%1$tT.%1$tL %4$-7s %5$s%6$s%n";

    @Option(
            names = "--control-plane",
            paramLabel = "HOST:PORT",
            required = true,
            description = "Where the control plane takes executors.")
    private String controlPlane = "";

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            required = true,
            defaultValue = "${env:MILLRACE_JOIN_TOKEN}",
            description =
                    "The join token of the cluster. Default: $MILLRACE_JOIN_TOKEN, which other users of the machine"
                            + " cannot see.")
    private String token = "";

    @Option(names = "--workers", paramLabel = "N", description = "How many worker threads. Default: one per core.")
    private int workers = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--files-root",
            paramLabel = "DIR",
            description = "The folder that file paths in pipelines are relative to and stay inside of; the same for all"
                    + " executors of a cluster. Default: the current one.")
    private Path filesRoot = Path.of("");

    @Option(
            names = "--checkpoints",
            paramLabel = "URI",
            description =
                    "Where checkpoints are kept, such as file:///var/lib/millrace/checkpoints or s3://bucket/millrace"
                            + " (docs/checkpoint-storage.md); the same place for all executors of a cluster. Without it"
                            + " jobs take none, and begin anew after a failure.")
    private @Nullable String checkpoints;

    @Mixin
    private StateOptions state = new StateOptions();

    @Option(
            names = "--exchange-host",
            paramLabel = "HOST",
            description =
                    "The address of this machine that other executors reach this one by. Default: ${DEFAULT-VALUE},"
                            + " for executors on one machine.")
    private String exchangeHost = "127.0.0.1";

    @Option(
            names = "--exchange-port",
            paramLabel = "PORT",
            description = "The port other executors reach this one by. Default: any that is free.")
    private int exchangePort;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Where the certificate is kept that other executors meet at a --exchange-host of the network, and"
                            + " state that does not fit memory. Default: .millrace/executor in the current folder.")
    private Path data = Path.of(".millrace", "executor");

    @Option(
            names = "--ready-file",
            paramLabel = "FILE",
            description = "Gets the process id once the control plane has taken the executor.")
    private @Nullable Path readyFile;

    @Option(names = "--parent-pid", paramLabel = "PID", description = "Ends when this process has ended.")
    private @Nullable Long parentPid;

    @Option(
            names = "--until-input-ends",
            description = "Ends when standard input does, so with whoever holds its pipe.")
    private boolean untilInputEnds;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Function<PrintWriter, Installation> installations;

    ExecutorCommand(Function<PrintWriter, Installation> installations) {
        this.installations = installations;
    }

    @Override
    public Integer call() throws Exception {
        if (System.getProperty("java.util.logging.config.file") == null) {
            System.setProperty("java.util.logging.SimpleFormatter.format", LOG_LINE);
        }
        try {
            Installation installation = installations.apply(spec.commandLine().getOut());
            try (ProcessState kept = state.open(data.resolve("state"))) {
                LOG.log(Level.INFO, "State: {0}", kept);
                return run(new ExecutorProcess(settings(), installation, kept.backend()), this::watchParent);
            }
        } catch (IllegalArgumentException | IOException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()));
        }
    }

    private static int run(ExecutorProcess process, Consumer<ExecutorProcess> watch) throws Exception {
        Ending ending;
        try (StopSignals _ = StopSignals.handledBy(count -> signalled(count, process));
                process) {
            watch.accept(process);
            process.start();
            ending = process.ending().get();
            LOG.log(Level.INFO, "Ends: {0}", ending.reason());
        }
        return switch (ending) {
            case Ending.Asked _ -> ExitCode.OK;
            case Ending.Refused(String reason) -> throw new CommandFailure(reason);
            case Ending.Stuck _ -> ExitCode.STUCK;
        };
    }

    /** The first one is a request; also when the process is ending already, as those who close a pipe mostly signal too. */
    private static void signalled(int count, ExecutorProcess process) {
        if (count > 1) {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
        process.end("A signal");
    }

    private void watchParent(ExecutorProcess process) {
        if (parentPid != null) {
            ParentWatch.process(parentPid, process::end);
        }
        if (untilInputEnds) {
            ParentWatch.input(System.in, process::end);
        }
    }

    private ExecutorSettings settings() throws IOException {
        InetAddress address = InetAddress.getByName(exchangeHost);
        Optional<ServerCertificate> certificate = address.isLoopbackAddress()
                ? Optional.empty()
                : Optional.of(ServerCertificate.at(data.resolve("exchange.p12")));
        return new ExecutorSettings(
                controlPlane(),
                workers,
                filesRoot.toAbsolutePath().normalize(),
                checkpoints == null ? Optional.empty() : Optional.of(CheckpointPlace.at(checkpoints)),
                new ListenAddress(new InetSocketAddress(address, exchangePort), certificate),
                exchangeHost,
                Optional.ofNullable(readyFile));
    }

    private ServerAddress controlPlane() {
        int colon = controlPlane.lastIndexOf(':');
        String port = controlPlane.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}")) {
            throw new CommandFailure(
                    "--control-plane is HOST:PORT, such as 127.0.0.1:9090; it is '" + controlPlane + "'.");
        }
        return new ServerAddress(controlPlane.substring(0, colon), Integer.parseInt(port), JoinToken.parse(token));
    }
}
