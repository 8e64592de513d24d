package io.millrace.designer.permission;

import io.millrace.designer.web.Refused;

/** Who may do what: the one place that decides it. */
public final class Permissions {

    private Permissions() {}

    /** Whether somebody in this role may do this. */
    public static boolean allow(Role role, Action action) {
        return role.compareTo(action.least()) >= 0;
    }

    /**
     * Lets through who may do this.
     *
     * @param object what it would be done to, as it stands in the sentence of a refusal: {@code the pipeline late-flights}
     * @throws Refused with 403 otherwise
     */
    public static void require(Member member, Action action, String object) {
        if (!allow(member.role(), action)) {
            throw Refused.forbidden("You are %s here, and to %s %s takes %s. Ask an admin of the workspace for it"
                    .formatted(article(member.role()), action.verb(), object, article(action.least())));
        }
    }

    private static String article(Role role) {
        return switch (role) {
            case VIEWER -> "a viewer";
            case EDITOR -> "an editor";
            case OPERATOR -> "an operator";
            case ADMIN -> "an admin";
        };
    }
}
