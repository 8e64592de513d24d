/** Tests of previews and of looking into files. Dialect: control plane. */
@NullMarked
package io.millrace.executor.preview;

import org.jspecify.annotations.NullMarked;
