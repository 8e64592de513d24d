/**
 * The files that pipelines read and write, as browsers bring and take them. Start with {@link
 * io.millrace.designer.files.FilesRoot}; {@link io.millrace.designer.files.FileResource} is its face. Executors read and write the
 * same folder by themselves, through rules of their own.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.files;

import org.jspecify.annotations.NullMarked;
