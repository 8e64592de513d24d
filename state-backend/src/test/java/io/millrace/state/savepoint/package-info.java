@NullMarked
package io.millrace.state.savepoint;

import org.jspecify.annotations.NullMarked;
