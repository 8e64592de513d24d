/** Tests of the model: what events look like, and that they are a function of seed and number. */
@NullMarked
package io.millrace.connectors.nexmark.generator;

import org.jspecify.annotations.NullMarked;
