/** Tests of state in memory: the contract suites, and what only this implementation promises. */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
