package io.millrace.designer;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A PostgreSQL 18 for all test classes of this module, with passwords asked for as in an installation. Its data is deleted
 * when the JVM ends.
 */
public final class TestDatabase implements QuarkusTestResourceLifecycleManager {

    /** Of the role {@code millrace_owner}. */
    public static final String OWNER_PASSWORD = "of the owner";

    /** Local superusers are trusted, so that tests can look behind the curtain; the roles of Millrace are not. */
    private static final String HOST_AUTHENTICATION = """
            host all postgres all trust
            host all all all scram-sha-256
            """;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "designer-");
            Path page = data.resolve("ui");
            Files.createDirectories(page.resolve("assets"));
            Files.writeString(page.resolve("index.html"), "<!doctype html><title>the page</title>");
            Files.writeString(page.resolve("assets/main-1a2b.js"), "export {};");
            return Map.of(
                    "millrace.ui.folder",
                    page.toString(),
                    "millrace.data",
                    data.toString(),
                    "millrace.user",
                    "ada",
                    "millrace.instance",
                    "test",
                    "millrace.database.url",
                    "jdbc:postgresql://127.0.0.1:" + Server.POSTGRES.getPort() + "/millrace",
                    "millrace.database.owner-password-file",
                    Files.writeString(data.resolve("owner"), OWNER_PASSWORD).toString(),
                    "millrace.database.app-password-file",
                    Files.writeString(data.resolve("app"), "of the application").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        // The server ends with the JVM: other test classes use it, too.
    }

    /** A connection that may do everything, and that row-level security does not bind. */
    public static Connection superuser() {
        try {
            return Server.POSTGRES.getDatabase("postgres", "millrace").getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Server {
        static final EmbeddedPostgres POSTGRES = start();

        private static EmbeddedPostgres start() {
            try {
                Path target = Files.createDirectories(Path.of("target")).toAbsolutePath();
                Path authentication = Files.writeString(target.resolve("pg_hba.conf"), HOST_AUTHENTICATION);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setDataDirectory(Files.createTempDirectory(target, "postgres-"))
                        .setCleanDataDirectory(true)
                        .setRegisterShutdownHook(true)
                        .setServerConfig("hba_file", authentication.toString())
                        .setServerConfig("timezone", "UTC")
                        .start();
                try (Connection connection = postgres.getPostgresDatabase().getConnection();
                        Statement statement = connection.createStatement()) {
                    statement.execute("CREATE ROLE millrace_owner LOGIN CREATEROLE PASSWORD '" + OWNER_PASSWORD + "'");
                    statement.execute("CREATE DATABASE millrace OWNER millrace_owner");
                }
                return postgres;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
