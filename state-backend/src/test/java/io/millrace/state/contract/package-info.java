/**
 * What any implementation of the state kinds must do, as tests against plain Java collections. An implementation extends
 * each of the {@code …Contract} classes and says in {@link io.millrace.state.contract.StateFixture} how its state is made;
 * a wrapper whose fetches come late runs the same suite.
 *
 * <p>Dialect: control plane (objects, boxing).
 */
@NullMarked
package io.millrace.state.contract;

import org.jspecify.annotations.NullMarked;
