package io.millrace.designer.database;

import io.millrace.designer.DesignerSettings;
import io.quarkus.runtime.PreventFurtherStepsException;
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
        try {
            new Schema(settings.database(), flyway).migrate();
        } catch (DatabaseUnusable e) {
            // Ends the process with the sentence alone; a stack trace would hide it.
            throw new PreventFurtherStepsException("Millrace cannot start. " + e.getMessage(), 1);
        }
    }

    @Produces
    @Singleton
    Transactions transactions(DataSource pool) {
        return new Transactions(Jdbi.create(pool));
    }
}
