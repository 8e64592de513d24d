/** Tests of the life of a job, on connectors that do, log and fail as the test says: start at {@code JobRun}. */
@NullMarked
package io.millrace.testkit.job;

import org.jspecify.annotations.NullMarked;
