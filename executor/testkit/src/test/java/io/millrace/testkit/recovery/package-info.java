@NullMarked
package io.millrace.testkit.recovery;

import org.jspecify.annotations.NullMarked;
