@NullMarked
package io.millrace.testkit.process;

import org.jspecify.annotations.NullMarked;
