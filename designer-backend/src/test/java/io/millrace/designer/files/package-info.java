/** Tests of files: the rules on a real folder, and what browsers are answered. Dialect: control plane. */
@NullMarked
package io.millrace.designer.files;

import org.jspecify.annotations.NullMarked;
