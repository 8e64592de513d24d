package io.millrace.launcher.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.launcher.data.DataDirectory;
import io.millrace.launcher.data.Folders;
import io.millrace.launcher.data.Secrets;
import io.millrace.launcher.data.Stamp;
import io.millrace.launcher.process.Await;
import io.millrace.launcher.process.ChildSpec;
import io.millrace.launcher.process.Keeper;
import io.millrace.launcher.process.Ports;
import io.millrace.launcher.process.Running;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The real database of a data directory, with words for starting and asking it. */
final class TestDatabase implements AutoCloseable {

    static final int MAJOR = 18;

    final DataDirectory data;
    final Secrets secrets;
    final int port;
    final ChildSpec spec;
    private final Programs programs;
    private @Nullable Running server;

    TestDatabase(Path folder) throws IOException, InterruptedException {
        data = new DataDirectory(folder);
        data.prepare();
        secrets = new Secrets(data, new SecureRandom());
        programs = Programs.of(binaries());
        port = Ports.any();
        spec = PostgresServer.child(data, programs, port, 0, 0);
    }

    /** Unpacked where the product unpacks it, so once. */
    static Binaries binaries() throws IOException {
        Properties product = new Properties();
        try (InputStream in = Stamp.class.getResourceAsStream("/io/millrace/launcher/product.properties")) {
            product.load(in);
        }
        return Binaries.unpack(
                Path.of(System.getProperty("millrace.home"), ".millrace"), product.getProperty("postgres"));
    }

    Cluster cluster() {
        return new Cluster(data, programs, secrets);
    }

    TestDatabase make() throws IOException, InterruptedException {
        cluster().make(() -> new Stamp("1.0.0", Stamp.LAYOUT, 1, MAJOR).writeTo(data));
        return this;
    }

    /** The same by copying one that was made. */
    TestDatabase copyOf(TestDatabase made) throws IOException {
        Folders.delete(data.secrets());
        Folders.copy(made.data.secrets(), data.secrets());
        Folders.copy(made.data.postgres(), data.postgres());
        Files.copy(made.data.version(), data.version());
        return this;
    }

    TestDatabase start() {
        try {
            Running started = new Keeper(data.logs(), Thread.ofVirtual().factory()).start(spec, () -> {});
            server = started;
            Await.until(
                    "PostgreSQL is ready: " + log(),
                    () -> !started.isAlive() || spec.start().ready().isReady(started.pid()));
            assertThat(started.isAlive()).as(log()).isTrue();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Running server() {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    int stop() {
        Running stopping = server();
        stopping.askToStop();
        Await.until("PostgreSQL has ended", () -> !stopping.isAlive());
        server = null;
        return stopping.exitCode();
    }

    String log() {
        try {
            return Files.readString(data.logs().resolve("postgres.log"));
        } catch (IOException e) {
            return "";
        }
    }

    Connection connect(String role, String database, String password) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", role);
        login.setProperty("password", password);
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/" + database, login);
    }

    Connection connectAsOwner() throws SQLException {
        return connect(Cluster.OWNER, Cluster.DATABASE, secrets.read(Secrets.DATABASE_OWNER));
    }

    String ask(String sql) throws SQLException {
        try (Connection connection = connectAsOwner()) {
            return ask(connection, sql);
        }
    }

    String askAsSuperuser(String sql) throws SQLException {
        try (Connection connection = connect("postgres", "postgres", secrets.read(Secrets.POSTGRES))) {
            return ask(connection, sql);
        }
    }

    private static String ask(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    void run(String sql) throws SQLException {
        try (Connection connection = connectAsOwner();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            stop();
        }
    }
}
