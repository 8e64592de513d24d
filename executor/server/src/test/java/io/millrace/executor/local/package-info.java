/** What the installation as a whole promises. Dialect: control plane. */
@NullMarked
package io.millrace.executor.local;

import org.jspecify.annotations.NullMarked;
