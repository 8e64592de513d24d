/**
 * What happens, told to browsers: one stream per browser, many topics. Start with {@link io.millrace.designer.events.Topic}; who has
 * news publishes them through {@link io.millrace.designer.events.Broadcast}.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.events;

import org.jspecify.annotations.NullMarked;
