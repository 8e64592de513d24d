/**
 * Who is there: one-time links, sessions, and the person behind a request.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.session;

import org.jspecify.annotations.NullMarked;
