package io.millrace.launcher.serve;

import io.millrace.launcher.World;
import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.process.RotatingLog;
import io.millrace.launcher.process.Story;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/** What happened to children: to {@code launcher.log} with the time, and to the terminal. Only the supervisor's thread writes. */
final class LauncherLog implements Story, AutoCloseable {

    private final World world;
    private final RotatingLog log;
    private final Progress progress;

    LauncherLog(World world, DataDirectory data, Progress progress) {
        this.world = world;
        this.log = new RotatingLog(data.logs(), "launcher");
        this.progress = progress;
    }

    @Override
    public void tell(String words) {
        progress.breakLine();
        world.err().println(words);
        note(words);
    }

    /** To the log alone. */
    void note(String words) {
        String time = world.clock().instant().truncatedTo(ChronoUnit.MILLIS).toString();
        log.write((time + " " + words + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        log.close();
    }
}
