/**
 * What processes say to each other: the operator plan and, with it, typed trees and schemas as protobuf. Generated
 * classes stop in this module; the others see its records.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.protocol;

import org.jspecify.annotations.NullMarked;
