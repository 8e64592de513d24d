package io.millrace.testkit.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL 18 of this JVM, started by its first use, stopped and its data deleted when the JVM ends. Text is UTF-8 and
 * sorts by code point; time zone UTC. Settings are the library's for tests: nothing is synced to disk.
 */
public final class PostgresServer {

    private static final String USER = "postgres";
    private static final String DATABASE = "postgres";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** The server of this JVM. Safe for several threads. */
    public static PostgresServer shared() {
        return Holder.SHARED;
    }

    /** A new connection as the superuser; the caller closes it. */
    public Connection connect() {
        try {
            return postgres.getDatabase(USER, DATABASE, Map.of("reWriteBatchedInserts", "true"))
                    .getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL at port " + postgres.getPort() + " takes no connection", e);
        }
    }

    private static PostgresServer start() {
        try {
            Path target = Files.createDirectories(Path.of("target"));
            Path data = Files.createTempDirectory(target.toAbsolutePath(), "postgres-");
            return new PostgresServer(EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(true)
                    .setRegisterShutdownHook(true)
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("encoding", "UTF8")
                    .setServerConfig("timezone", "UTC")
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start PostgreSQL", e);
        }
    }

    private static final class Holder {
        static final PostgresServer SHARED = start();
    }
}
