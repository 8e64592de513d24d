package io.millrace.designer.permission;

import java.util.Locale;

/** What somebody is in a workspace; each may do what the ones before it may. */
public enum Role {
    /** Looks at everything. */
    VIEWER,
    /** Draws, previews, commits revisions, brings files. */
    EDITOR,
    /** Deploys and stops. */
    OPERATOR,
    /** Lets people and executors in. */
    ADMIN;

    /** As it is written in the database and in JSON. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written so. */
    public static Role of(String text) {
        return valueOf(text.toUpperCase(Locale.ROOT));
    }
}
