package io.millrace.launcher.commands;

import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.control.Session;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.serve.ServeOptions;
import io.millrace.launcher.serve.Serving;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts everything with something to look at. */
@Command(
        name = "demo",
        description = {
            "As ./millrace up; and brings two pipelines with their data, and deploys them: a quarter of US flights at a day"
                    + " per second, and an auction house with 2,000 bids per second.",
            "What is there already stays as it is."
        })
public final class DemoCommand implements Callable<Integer> {

    private final World world;

    @Mixin
    private ServeArguments arguments = new ServeArguments();

    @Option(names = "--reset", description = "Brings the two pipelines anew, as they come with Millrace.")
    private boolean reset;

    /** Picocli fills in the rest. */
    public DemoCommand(World world) {
        this.world = world;
    }

    @Override
    public Integer call() throws Exception {
        ServeOptions options = arguments.options();
        Ready ready = new Ready(world, options.data());
        Optional<Integer> exitCode = new Serving(world, options, running -> {
                    bring(ready, running, options);
                    ready.tell(running, arguments.opensBrowser());
                })
                .run();
        if (exitCode.isPresent()) {
            return exitCode.get();
        }
        RunState.of(options.data()).filter(RunState::isReady).ifPresent(first -> bring(ready, first, options));
        return ready.tellOfTheFirst();
    }

    private void bring(Ready ready, RunState running, ServeOptions options) {
        try {
            Session session = new ControlPlane(running.httpPort()).logIn(ready.adminSecret());
            Demo demo = new Demo(
                    world.installation().home().resolve("deploy/demo"), options.data(), session, world.begun());
            if (reset) {
                demo.reset();
            }
            demo.bring();
        } catch (IOException e) {
            world.err().println("millrace: everything runs, but the demos could not be brought: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
