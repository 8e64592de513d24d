/** Tests of operators side by side on one worker. */
@NullMarked
package io.millrace.testkit.node;

import org.jspecify.annotations.NullMarked;
