package io.millrace.launcher.postgres;

import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.process.ChildSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The child that serves the database. */
public final class PostgresServer {

    /** Recovery after a crash replays at most a gigabyte of log. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    /** A fast shutdown writes what is dirty; what takes longer is recovered at the next start. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private static final int CONNECTIONS = 50;

    /** The command line wins over the files in the directory, so what matters is the same after each change of those. */
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "password_encryption=scram-sha-256",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "wal_level=replica",
            "max_wal_senders=0",
            "max_connections=" + CONNECTIONS,
            "shared_buffers=128MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "log_line_prefix=%m [%p] ",
            "logging_collector=off");

    private PostgresServer() {}

    /** @param turn in which it is stopped */
    public static ChildSpec child(DataDirectory data, Programs programs, int port, int stage, int turn) {
        List<String> arguments =
                new ArrayList<>(List.of("-D", data.postgres().toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach(setting -> arguments.addAll(List.of("-c", setting)));
        PostmasterFile file = new PostmasterFile(data.postgres());
        // SIGINT is the fast shutdown: sessions end, what is committed is kept. SIGTERM would wait for the last client.
        return new ChildSpec(
                "postgres",
                stage,
                programs.command("postgres", arguments),
                Map.of(),
                data.root(),
                port,
                new ChildSpec.Start(file::saysReady, START_LIMIT),
                new ChildSpec.Stop(turn, "INT", GRACE));
    }
}
