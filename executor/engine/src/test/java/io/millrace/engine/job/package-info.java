@NullMarked
package io.millrace.engine.job;

import org.jspecify.annotations.NullMarked;
