/**
 * Drawings run before they are deployed, over the first rows of their sources, in a process of their own: {@link
 * io.millrace.designer.preview.PreviewResource}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.preview;

import org.jspecify.annotations.NullMarked;
