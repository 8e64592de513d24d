package io.millrace.launcher.postgres;

import io.millrace.launcher.Refusal;
import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import java.io.IOException;
import java.util.OptionalLong;

/** The server of a launcher that was killed a moment ago: its watching shell is stopping it, which takes up to its grace. */
public final class Leftover {

    private static final long LOOK_MS = 100;

    private final DataDirectory data;
    private final World.Pause pause;

    /** Nothing happens yet. */
    public Leftover(DataDirectory data, World.Pause pause) {
        this.data = data;
        this.pause = pause;
    }

    /** Returns when no server runs on the data, and no stale file says that one does. */
    public void awaitItsEnd() throws IOException, InterruptedException {
        PostmasterFile file = new PostmasterFile(data.postgres());
        long looks = 2 * PostgresServer.GRACE.toMillis() / LOOK_MS;
        for (OptionalLong server = file.server(); server.isPresent(); server = file.server()) {
            if (looks-- == 0) {
                throw new Refusal(
                        "a PostgreSQL (process " + server.getAsLong() + ") runs on " + data.postgres()
                                + " that this Millrace did not start.",
                        "End it: kill -INT " + server.getAsLong() + ".");
            }
            pause.ms(LOOK_MS);
        }
        file.removeStale();
    }
}
