/**
 * The schema, the roles that own and use it, and transactions that see one workspace. Start with {@link
 * io.millrace.designer.database.Transactions}; the SQL is in {@code src/main/resources/db/migration}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.database;

import org.jspecify.annotations.NullMarked;
