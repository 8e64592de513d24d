/**
 * The way to the preview process and back: {@link io.millrace.protocol.rpc.preview.PreviewProcess} starts it and asks it,
 * {@link io.millrace.protocol.rpc.preview.PreviewServer} answers in it. Callers wait, here and only here: a person does.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol.rpc.preview;

import org.jspecify.annotations.NullMarked;
