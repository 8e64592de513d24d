/**
 * What every job log has to do, whatever keeps it: {@link io.millrace.testkit.joblog.JobLogContract} is a test class that the
 * test of a log extends.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.testkit.joblog;

import org.jspecify.annotations.NullMarked;
