package io.millrace.designer.database;

import io.millrace.designer.DesignerSettings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;

/** Brings a database to the schema of this build, and gives the application's role its password. */
public final class Schema {

    /** The role that requests are served with: it owns nothing, and sees one workspace at a time. */
    public static final String APPLICATION_ROLE = "millrace_app";

    private static final int CONNECT_TIMEOUT_SECONDS = 5;

    private final DesignerSettings.Database settings;
    private final PGSimpleDataSource owner;
    private final Flyway flyway;

    /**
     * @param found Flyway with the migrations of this build; where it connects to is not used
     */
    Schema(DesignerSettings.Database settings, Flyway found) {
        this.settings = settings;
        this.owner = owner(settings);
        this.flyway = Flyway.configure(found.getConfiguration().getClassLoader())
                .configuration(found.getConfiguration())
                .dataSource(owner)
                .load();
    }

    private static PGSimpleDataSource owner(DesignerSettings.Database settings) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(settings.url());
        source.setUser(settings.owner());
        source.setPassword(PasswordFiles.owner(settings));
        source.setConnectTimeout(CONNECT_TIMEOUT_SECONDS);
        return source;
    }

    /**
     * Migrates; harmless when there is nothing to do.
     *
     * @throws DatabaseUnusable if it cannot be reached, or is of a later build
     */
    void migrate() {
        requireReachable();
        try {
            requireKnown();
            flyway.migrate();
            admitApplication();
        } catch (FlywayException | SQLException e) {
            throw new DatabaseUnusable(
                    "The database at %s could not be brought to the schema of this build: %s"
                            .formatted(settings.url(), e.getMessage()),
                    e);
        }
    }

    private void requireReachable() {
        try (Connection connection = owner.getConnection()) {
            connection.getMetaData();
        } catch (SQLException e) {
            throw new DatabaseUnusable(
                    "The database at %s cannot be used as %s: %s. Start it, or correct millrace.database.url and the password in %s"
                            .formatted(settings.url(), settings.owner(), e.getMessage(), settings.ownerPasswordFile()),
                    e);
        }
    }

    private void requireKnown() {
        Optional<MigrationInfo> future = Arrays.stream(flyway.info().applied())
                .filter(migration -> migration.getState().isApplied()
                        && !migration.getState().isResolved())
                .reduce((earlier, later) -> later);
        if (future.isPresent()) {
            throw new DatabaseUnusable(
                    "The database at %s has schema version %s, which is newer than this build knows (%s). Start the Millrace that wrote it, or a later one; or give this one other data (--data), such as a copy made before the upgrade"
                            .formatted(settings.url(), future.get().getVersion(), newestKnown()));
        }
    }

    private MigrationVersion newestKnown() {
        return Arrays.stream(flyway.info().all())
                .filter(migration -> migration.getState().isResolved() && migration.getVersion() != null)
                .map(MigrationInfo::getVersion)
                .reduce((earlier, later) -> later)
                .orElse(MigrationVersion.EMPTY);
    }

    /** The password goes out as the verifier that is stored, so that it never stands in the server's log. */
    private void admitApplication() throws SQLException {
        try (Connection connection = owner.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER ROLE " + APPLICATION_ROLE + " LOGIN");
            connection
                    .unwrap(PGConnection.class)
                    .alterUserPassword(
                            APPLICATION_ROLE,
                            PasswordFiles.application(settings).toCharArray(),
                            "scram-sha-256");
        }
    }
}
