package io.millrace.launcher.commands;

import io.millrace.launcher.ExitCode;
import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints how another executor joins. */
@Command(
        name = "join-token",
        description = {
            "Makes a token that lets an executor join, and prints the command that starts one with it.",
            "On another machine that reaches this one: ./millrace up --grpc-host HOST; the command there also needs"
                    + " --exchange-host, its own address."
        })
public final class JoinTokenCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private DataOption data = new DataOption();

    @ArgGroup
    private @Nullable Instead instead;

    /** What to do with the tokens there are. */
    static final class Instead {

        @Option(names = "--list", description = "Makes none, and lists those there are.")
        boolean lists;

        @Option(
                names = "--revoke",
                paramLabel = "ID",
                description = "Makes none; lets nobody join by this one any more. Executors that have joined by it stay"
                        + " until their connection ends.")
        @Nullable
        String revoked;
    }

    /** Picocli fills in the rest. */
    public JoinTokenCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        ControlPlane controlPlane = new ControlPlane(data.running().httpPort());
        String secret = new Ready(world, data.directory()).adminSecret();
        Session session = controlPlane.logIn(secret);
        if (instead == null) {
            world.out().println(session.joinCommand());
        } else if (instead.revoked == null) {
            session.joinTokens().forEach(this::print);
        } else {
            session.revokeJoinToken(instead.revoked);
            world.out().println("Nobody joins by " + instead.revoked + " any more.");
        }
        return ExitCode.DONE;
    }

    private void print(Session.Token token) {
        world.out()
                .printf(
                        "%-12s  %s  %s%n",
                        token.id(),
                        token.createdAt().truncatedTo(ChronoUnit.SECONDS),
                        token.author().map(author -> "by " + author).orElse("of this machine's own executors"));
    }
}
