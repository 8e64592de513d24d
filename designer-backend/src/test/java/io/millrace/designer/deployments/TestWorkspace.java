package io.millrace.designer.deployments;

import io.millrace.designer.TestDatabase;
import io.millrace.designer.database.UserId;
import io.millrace.designer.database.WorkspaceId;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A workspace of one test, with a person and pipelines in it; written past all rules, by the superuser. */
public final class TestWorkspace {

    private static final String HASH = "0".repeat(64);

    private final Jdbi superuser = Jdbi.create(TestDatabase::superuser);
    private final String name = "w-" + UUID.randomUUID();
    private final WorkspaceId id;
    private final UserId person;

    public TestWorkspace() {
        id = new WorkspaceId(inserted("INSERT INTO workspace (name) VALUES (?) RETURNING id", name));
        person = new UserId(inserted("INSERT INTO app_user (name) VALUES (?) RETURNING id", name));
        execute("INSERT INTO environment (workspace_id, name) VALUES (?, 'default')", id.value());
    }

    /** Which. */
    public WorkspaceId id() {
        return id;
    }

    /** Its name in addresses. */
    public String name() {
        return name;
    }

    /** Makes somebody known, and a member in this role. */
    public void member(String user, String role) {
        execute("INSERT INTO app_user (name) VALUES (?) ON CONFLICT DO NOTHING", user);
        execute(
                "INSERT INTO member (workspace_id, user_id, role) SELECT ?, id, ? FROM app_user WHERE name = ?",
                id.value(),
                role,
                user);
    }

    /** Somebody who is known. */
    public UserId person() {
        return person;
    }

    /** Makes a pipeline with this document as its revision 1, unless it is there. */
    public void revision(String pipeline, String document) {
        revision(pipeline, 1, document);
    }

    /** A pipeline with a revision by this number; those before are there already. */
    public void revision(String pipeline, int number, String document) {
        execute(
                "INSERT INTO pipeline (workspace_id, id, created_at, created_by) VALUES (?, ?, now(), ?) ON CONFLICT DO NOTHING",
                id.value(),
                pipeline,
                person.value());
        execute("""
                INSERT INTO draft (workspace_id, pipeline_id, version, document, name, description, nodes, changed_at)
                VALUES (?, ?, 0, ?, ?, '', 0, now()) ON CONFLICT DO NOTHING""", id.value(), pipeline, document, pipeline);
        execute("""
                INSERT INTO revision (workspace_id, pipeline_id, number, parents, message, author_id, created_at,
                    draft_version, document, content_hash, plan_hash)
                VALUES (?, ?, ?, '{}', 'One more', ?, now(), 0, ?, ?, ?) ON CONFLICT DO NOTHING""", id.value(), pipeline, number, person.value(), document, HASH, HASH);
    }

    /** Does this as the superuser. */
    public void execute(String sql, Object... arguments) {
        superuser.useHandle(handle -> handle.execute(sql, arguments));
    }

    /** Asks this as the superuser. */
    public String ask(String sql) {
        return superuser.withHandle(
                handle -> handle.createQuery(sql).mapTo(String.class).one());
    }

    private UUID inserted(String sql, String name) {
        return superuser.withHandle(
                handle -> handle.select(sql, name).mapTo(UUID.class).one());
    }
}
