/**
 * Who may do what. Start with {@link io.millrace.designer.permission.Permissions}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.permission;

import org.jspecify.annotations.NullMarked;
