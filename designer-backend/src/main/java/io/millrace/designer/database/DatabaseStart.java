package io.millrace.designer.database;

import io.millrace.designer.DesignerSettings;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;

/** Makes the database ready before anybody else starts. */
@ApplicationScoped
class DatabaseStart {

    /** Before every other observer of the start that reads or writes rows. */
    private static final int FIRST = 1;

    void migrate(@Observes @Priority(FIRST) StartupEvent start, DesignerSettings settings, Flyway flyway) {
        new Schema(settings, flyway).migrate();
    }

    @Produces
    @Singleton
    Transactions transactions(DataSource pool) {
        return new Transactions(Jdbi.create(pool));
    }
}
