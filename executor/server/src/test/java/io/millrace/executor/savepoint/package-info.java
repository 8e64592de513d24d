@NullMarked
package io.millrace.executor.savepoint;

import org.jspecify.annotations.NullMarked;
