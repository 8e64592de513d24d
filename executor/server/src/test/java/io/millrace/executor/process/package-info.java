/** Tests of the executor process, in processes of its own. Dialect: control plane. */
@NullMarked
package io.millrace.executor.process;

import org.jspecify.annotations.NullMarked;
