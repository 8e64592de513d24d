package io.millrace.designer.session;

import io.millrace.designer.permission.User;
import java.time.Instant;

/**
 * Somebody who is logged in.
 *
 * @param id tells sessions apart, and lets nobody in
 * @param expiresAt when it ends by itself
 */
public record Session(String id, User user, Instant expiresAt) {}
