/** How canonical texts look and read back. Dialect: control plane. */
@NullMarked
package io.millrace.testkit.canonical;

import org.jspecify.annotations.NullMarked;
