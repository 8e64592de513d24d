package io.millrace.designer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.TestDatabase;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

/** Row-level security, seen with the eyes of the application's role. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TenantWallTest {

    private static final WorkspaceId FOREIGN = new WorkspaceId(UUID.fromString("00000000-0000-4000-8000-000000000001"));

    @Inject
    Transactions transactions;

    @Test
    void withoutAWorkspaceNoRowOfAnyTenantTableIsSeen() {
        fill();
        transactions.outside(transaction -> {
            assertThat(tenantTables()).allSatisfy(table -> assertThat(count(transaction.handle(), table))
                    .as(table)
                    .isZero());
            return true;
        });
    }

    @Test
    void anotherWorkspaceSeesNoneEither() {
        fill();
        transactions.run(FOREIGN, transaction -> assertThat(tenantTables())
                .allSatisfy(table ->
                        assertThat(count(transaction.handle(), table)).as(table).isZero()));
    }

    @Test
    void rowsOfAnotherWorkspaceCannotBeWritten() {
        WorkspaceId ours = fill();
        assertThatThrownBy(() -> transactions.run(FOREIGN, transaction -> transaction
                        .handle()
                        .execute("INSERT INTO environment (workspace_id, name) VALUES (?, 'sneaked')", ours.value())))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("row-level security");
    }

    @Test
    void rowsAreSeenInTheirWorkspace() {
        WorkspaceId ours = fill();
        transactions.run(ours, transaction -> assertThat(count(transaction.handle(), "environment"))
                .isPositive());
    }

    @Test
    void everyTableWithAWorkspaceForcesRowLevelSecurity() {
        List<String> open = asSuperuser(
                handle -> handle.createQuery("""
                        SELECT c.relname FROM pg_class c
                        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
                        WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace
                          AND NOT (c.relrowsecurity AND c.relforcerowsecurity
                                   AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid))""").mapTo(String.class).list());
        assertThat(open)
                .as("their migrations have to CALL secure_tenant_table('…')")
                .isEmpty();
        assertThat(tenantTables()).contains("member", "pipeline", "draft", "job_event");
    }

    @Test
    void theApplicationsRoleOwnsNothingAndCannotStepOverTheWall() {
        List<String> rights = asSuperuser(
                handle -> handle.createQuery("""
                        SELECT 'superuser' FROM pg_roles WHERE rolname = 'millrace_app' AND (rolsuper OR rolbypassrls)
                        UNION ALL
                        SELECT relname FROM pg_class WHERE relowner = 'millrace_app'::regrole""").mapTo(String.class).list());
        assertThat(rights).isEmpty();
    }

    /** A row in every tenant table would need the whole world; what the start of the application wrote is in some of them. */
    private WorkspaceId fill() {
        return transactions.outside(transaction -> new WorkspaceId(transaction
                .handle()
                .createQuery("SELECT id FROM workspace WHERE name = 'default'")
                .mapTo(UUID.class)
                .one()));
    }

    private static List<String> tenantTables() {
        return asSuperuser(handle -> handle.createQuery("""
                        SELECT table_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND column_name = 'workspace_id'""").mapTo(String.class).list());
    }

    private static long count(Handle handle, String table) {
        return handle.createQuery("SELECT count(*) FROM <table>")
                .define("table", table)
                .mapTo(Long.class)
                .one();
    }

    private static <T> T asSuperuser(org.jdbi.v3.core.HandleCallback<T, RuntimeException> work) {
        return Jdbi.create(TestDatabase::superuser).withHandle(work);
    }
}
