/** Tests of the connector: splits, pace, config. */
@NullMarked
package io.millrace.connectors.nexmark;

import org.jspecify.annotations.NullMarked;
