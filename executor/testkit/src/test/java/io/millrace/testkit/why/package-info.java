/** Why nothing comes out: real tasks that the test brings into each kind of trouble. */
@NullMarked
package io.millrace.testkit.why;

import org.jspecify.annotations.NullMarked;
