package io.millrace.designer.permission;

import io.millrace.designer.database.UserId;

/** A person who is known. */
public record User(UserId id, String name) {}
