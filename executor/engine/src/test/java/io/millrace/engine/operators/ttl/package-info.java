/** Tests of what takes rows out by hand; what operators do with rows that have had their time is tested with the test kit. */
@NullMarked
package io.millrace.engine.operators.ttl;

import org.jspecify.annotations.NullMarked;
