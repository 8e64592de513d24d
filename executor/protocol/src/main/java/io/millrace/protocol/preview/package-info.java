/**
 * What a control plane asks the preview process, and what it answers: {@link io.millrace.protocol.preview.Previews}. A preview
 * runs a drawing over the first rows of its sources with its sinks muted; a discovery looks into a file. Both are answered
 * in a second or two or not at all.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.preview;

import org.jspecify.annotations.NullMarked;
