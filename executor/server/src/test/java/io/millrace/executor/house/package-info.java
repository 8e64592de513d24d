/** The rules of the house as tests: who may know whom, and where time, threads and chance come in. */
@NullMarked
package io.millrace.executor.house;

import org.jspecify.annotations.NullMarked;
