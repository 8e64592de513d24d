package io.millrace.designer.session;

import io.millrace.designer.database.Transactions;
import io.millrace.designer.database.WorkspaceId;
import io.millrace.designer.permission.Action;
import io.millrace.designer.permission.Member;
import io.millrace.designer.permission.Permissions;
import io.millrace.designer.permission.Role;
import io.millrace.designer.permission.User;
import io.millrace.designer.web.Refused;
import jakarta.enterprise.context.RequestScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Who asks. Every endpoint begins with {@link #require}. */
@RequestScoped
public class Caller {

    /** A workspace somebody belongs to. */
    public record Membership(String name, Role role) {}

    private final Transactions transactions;

    /** Set once, by the gate, before the endpoint is called. */
    private Optional<Session> session = Optional.empty();

    Caller(Transactions transactions) {
        this.transactions = transactions;
    }

    void is(Session someone) {
        session = Optional.of(someone);
    }

    /** How the person is logged in. */
    public Session session() {
        return session.orElseThrow(() -> new IllegalStateException("The gate let in a request without a session"));
    }

    /** The person. */
    public User user() {
        return session().user();
    }

    /**
     * The person as a member of a workspace who may do this there.
     *
     * @param object what it would be done to, as in a sentence
     * @throws Refused with 404 for a workspace that is not theirs, with 403 where their role is too little
     */
    public Member require(String workspace, Action action, String object) {
        Member member = member(workspace)
                .orElseThrow(() -> Refused.notFound(
                        "workspace.unknown", "There is no workspace %s that you belong to".formatted(workspace)));
        Permissions.require(member, action, object);
        return member;
    }

    private Optional<Member> member(String workspace) {
        User someone = user();
        return transactions.as(someone.id(), transaction -> transaction
                .handle()
                .createQuery("""
                                SELECT workspace.id, member.role
                                FROM member JOIN workspace ON workspace.id = member.workspace_id
                                WHERE workspace.name = :name AND member.user_id = :user""")
                .bind("name", workspace)
                .bind("user", someone.id().value())
                .map((row, _) -> new Member(
                        someone, new WorkspaceId(row.getObject("id", UUID.class)), Role.of(row.getString("role"))))
                .findOne());
    }

    /** All workspaces of the person, by name. */
    List<Membership> memberships() {
        User someone = user();
        return transactions.as(someone.id(), transaction -> transaction
                .handle()
                .createQuery("""
                                SELECT workspace.name, member.role
                                FROM member JOIN workspace ON workspace.id = member.workspace_id
                                WHERE member.user_id = :user
                                ORDER BY workspace.name""")
                .bind("user", someone.id().value())
                .map((row, _) -> new Membership(row.getString("name"), Role.of(row.getString("role"))))
                .list());
    }
}
