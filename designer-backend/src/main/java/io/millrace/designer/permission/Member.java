package io.millrace.designer.permission;

import io.millrace.designer.database.WorkspaceId;

/** A person in a workspace that is theirs. */
public record Member(User user, WorkspaceId workspace, Role role) {}
