/** Tests of plans on several executors, with the connectors that come with Millrace. */
@NullMarked
package io.millrace.executor.cluster;

import org.jspecify.annotations.NullMarked;
