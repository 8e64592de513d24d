@NullMarked
package io.millrace.coordinator.state;

import org.jspecify.annotations.NullMarked;
