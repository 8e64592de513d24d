package io.millrace.designer.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.designer.TestDatabase;
import io.millrace.designer.deployments.TestWorkspace;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Row-level security, seen with the eyes of the application's role. */
@QuarkusTest
@WithTestResource(TestDatabase.class)
class TenantWallTest {

    @Inject
    Transactions transactions;

    private TestWorkspace ours;
    private TestWorkspace theirs;

    /** As the application's own role, so it may write all of them. */
    @BeforeEach
    void aRowOfEachInEveryTable() {
        ours = new TestWorkspace();
        theirs = new TestWorkspace();
        for (TestWorkspace workspace : List.of(ours, theirs)) {
            transactions.run(
                    workspace.id(),
                    transaction -> TenantRows.write(transaction.handle(), workspace.id(), workspace.person()));
        }
        assertThat(tenantTables()).allSatisfy(table -> {
            assertThat(rows(ours, table)).as("rows of one in %s", table).isPositive();
            assertThat(rows(theirs, table)).as("rows of the other in %s", table).isPositive();
        });
        assertThat(TenantRows.tables()).containsExactlyInAnyOrderElementsOf(tenantTables());
    }

    @Test
    void withoutAWorkspaceNoRowOfAnyTenantTableIsSeen() {
        transactions.outside(transaction -> {
            assertThat(tenantTables()).allSatisfy(table -> assertThat(count(transaction.handle(), table))
                    .as(table)
                    .isZero());
            return true;
        });
    }

    @Test
    void aWorkspaceSeesAllRowsOfItsOwnAndNoneOfAnother() {
        transactions.run(ours.id(), transaction -> assertThat(tenantTables())
                .allSatisfy(table ->
                        assertThat(count(transaction.handle(), table)).as(table).isEqualTo(rows(ours, table))));
    }

    @Test
    void rowsOfAnotherWorkspaceCannotBeWritten() {
        assertThat(tenantTables()).allSatisfy(table -> assertThatThrownBy(() -> transactions.run(
                        ours.id(),
                        transaction -> TenantRows.write(transaction.handle(), table, theirs.id(), theirs.person())))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("row-level security"));
    }

    @Test
    void withoutAWorkspaceNoRowCanBeWritten() {
        assertThat(tenantTables()).allSatisfy(table -> assertThatThrownBy(() -> transactions.outside(transaction -> {
                    TenantRows.write(transaction.handle(), table, ours.id(), ours.person());
                    return true;
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("row-level security"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE FROM <table>", "UPDATE <table> SET workspace_id = workspace_id"})
    void rowsOfAnotherWorkspaceCannotBeTouched(String statement) {
        assertThat(tenantTables()).allSatisfy(table -> {
            long before = rows(theirs, table);
            assertThat(changed(table, statement + " WHERE workspace_id = :theirs"))
                    .isZero();
            assertThat(rows(theirs, table)).as(table).isEqualTo(before);
        });
    }

    @Test
    void noRowIsMovedIntoAnotherWorkspace() {
        assertThat(tenantTables()).allSatisfy(table -> {
            long before = rows(theirs, table);
            assertThatThrownBy(() -> update(table, "UPDATE <table> SET workspace_id = :theirs"))
                    .isInstanceOf(UnableToExecuteStatementException.class)
                    .message()
                    .containsAnyOf("row-level security", "permission denied");
            assertThat(rows(theirs, table)).as(table).isEqualTo(before);
        });
    }

    /** How many rows it changes in our workspace; none where the application may not do such a thing at all. */
    private int changed(String table, String statement) {
        try {
            return update(table, statement);
        } catch (UnableToExecuteStatementException e) {
            assertThat(e).hasMessageContaining("permission denied");
            return 0;
        }
    }

    private int update(String table, String statement) {
        return transactions.in(ours.id(), transaction -> transaction
                .handle()
                .createUpdate(statement)
                .define("table", table)
                .bind("theirs", theirs.id().value())
                .execute());
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

    private static List<String> tenantTables() {
        return asSuperuser(handle -> handle.createQuery("""
                        SELECT table_name FROM information_schema.columns
                        WHERE table_schema = 'public' AND column_name = 'workspace_id'""").mapTo(String.class).list());
    }

    private static long rows(TestWorkspace workspace, String table) {
        return asSuperuser(handle -> handle.createQuery("SELECT count(*) FROM <table> WHERE workspace_id = :workspace")
                .define("table", table)
                .bind("workspace", workspace.id().value())
                .mapTo(Long.class)
                .one());
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
