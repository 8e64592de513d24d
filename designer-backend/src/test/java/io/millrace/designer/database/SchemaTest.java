package io.millrace.designer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.DesignerSettings;
import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** What the control plane does about the database it is given. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class SchemaTest {

    private record Settings(String url, String owner, Path ownerPasswordFile, Path appPasswordFile)
            implements DesignerSettings.Database {}

    @Inject
    DesignerSettings settings;

    @Inject
    Flyway flyway;

    @Test
    void migratingTwiceIsHarmlessAlsoWhereAnotherDatabaseBroughtTheRoles() {
        Settings fresh = fresh();
        new Schema(fresh, flyway).migrate();
        new Schema(fresh, flyway).migrate();
        long migrations = Jdbi.create(fresh.url(), "millrace_owner", TestDatabase.OWNER_PASSWORD)
                .withHandle(handle -> handle.createQuery("SELECT count(*) FROM flyway_schema_history WHERE success")
                        .mapTo(Long.class)
                        .one());
        assertThat(migrations).isPositive();
    }

    @Test
    void aNewerDatabaseIsRefusedWithBothVersionsAndARemedy() {
        Settings newer = fresh();
        new Schema(newer, flyway).migrate();
        Jdbi.create(newer.url(), "millrace_owner", TestDatabase.OWNER_PASSWORD)
                .useHandle(handle -> handle.execute("""
                        INSERT INTO flyway_schema_history
                            (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                        VALUES (1000, '999', 'from the future', 'SQL', 'V999__future.sql', 1, 'x', 1, true)"""));
        assertThatThrownBy(() -> new Schema(newer, flyway).migrate())
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("schema version 999")
                .hasMessageMatching("(?s).*newer than this build knows \\(\\d+\\).*")
                .hasMessageContaining("Start the Millrace that wrote it");
    }

    @Test
    void aDatabaseThatIsNotThereIsRefusedWithItsAddress() {
        Settings nowhere = new Settings(
                "jdbc:postgresql://127.0.0.1:1/millrace",
                "millrace_owner",
                settings.database().ownerPasswordFile(),
                settings.database().appPasswordFile());
        assertThatThrownBy(() -> new Schema(nowhere, flyway).migrate())
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/millrace")
                .hasMessageContaining("millrace.database.url");
    }

    @Test
    void aMissingPasswordFileIsNamed() {
        Settings silent = new Settings(
                settings.database().url(),
                "millrace_owner",
                Path.of("nowhere/owner"),
                settings.database().appPasswordFile());
        assertThatThrownBy(() -> new Schema(silent, flyway).migrate())
                .isInstanceOf(DatabaseUnusable.class)
                .hasMessageContaining("nowhere/owner")
                .hasMessageContaining("owner-password-file");
    }

    @Test
    void aLoginWithoutPasswordFails() {
        for (String role : new String[] {"millrace_app", "millrace_owner"}) {
            assertThatThrownBy(() -> DriverManager.getConnection(
                                    settings.database().url(), role, "")
                            .close())
                    .isInstanceOf(SQLException.class);
        }
    }

    private Settings fresh() {
        String name = "fresh_" + UUID.randomUUID().toString().replace('-', '_');
        Jdbi.create(TestDatabase::superuser)
                .useHandle(handle -> handle.execute("CREATE DATABASE " + name + " OWNER millrace_owner"));
        return new Settings(
                settings.database().url().replaceAll("/millrace$", "/" + name),
                "millrace_owner",
                settings.database().ownerPasswordFile(),
                settings.database().appPasswordFile());
    }
}
