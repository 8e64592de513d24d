/** Tests of what the launcher asks of a control plane. */
@NullMarked
package io.millrace.launcher.control;

import org.jspecify.annotations.NullMarked;
