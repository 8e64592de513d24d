package io.millrace.launcher.commands;

import io.millrace.launcher.World;
import io.millrace.launcher.control.ControlPlane;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.RunState;
import io.millrace.launcher.data.Secrets;
import java.io.IOException;
import java.time.Duration;

/** What is said when everything runs: the link. */
final class Ready {

    private final World world;
    private final DataDirectory data;

    Ready(World world, DataDirectory data) {
        this.world = world;
        this.data = data;
    }

    /** A new link to what runs. */
    String link(RunState running) throws IOException, InterruptedException {
        return new ControlPlane(running.httpPort()).link(adminSecret());
    }

    String adminSecret() {
        return new Secrets(data, world.secrets()).read(Secrets.ADMIN);
    }

    /** Prints the link, and opens it where there is a desktop. */
    void tell(RunState running, boolean opensBrowser) {
        try {
            String link = link(running);
            long seconds = Math.round(
                    Duration.between(world.begun(), world.clock().instant()).toMillis() / 1000.0);
            world.out()
                    .println("Millrace is ready in " + seconds + " s: " + link + "  (works once, within 10 minutes)");
            world.out().println("Ctrl-C stops it. In another terminal: ./millrace status, link, logs, stop.");
            world.out().flush();
            if (opensBrowser && hasDesktop()) {
                new ProcessBuilder("xdg-open", link)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
            }
        } catch (IOException e) {
            world.err().println("millrace: everything runs, but " + e.getMessage() + ". ./millrace link tries again.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean hasDesktop() {
        return System.getenv("DISPLAY") != null || System.getenv("WAYLAND_DISPLAY") != null;
    }

    /** What a second start on the same data says. */
    int tellOfTheFirst() throws InterruptedException, IOException {
        RunState first = RunState.of(data).orElse(null);
        if (first == null || !first.isReady()) {
            world.out()
                    .println("Another Millrace is starting or stopping on the data in " + data
                            + ". ./millrace status says how far it is.");
        } else {
            world.out()
                    .println("Millrace runs on the data in " + data + " already: " + link(first)
                            + "  (works once, within 10 minutes)");
        }
        return io.millrace.launcher.ExitCode.DONE;
    }
}
