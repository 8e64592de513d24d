/** Tests of previews by REST; the process itself is tested where it lives. Dialect: control plane. */
@NullMarked
package io.millrace.designer.preview;

import org.jspecify.annotations.NullMarked;
