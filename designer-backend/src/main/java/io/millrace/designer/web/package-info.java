/**
 * What all requests have in common: which hosts and origins are let in, the headers of answers, errors as problem+json, JSON.
 *
 * <p>Dialect: control plane.
 */
@NullMarked
package io.millrace.designer.web;

import org.jspecify.annotations.NullMarked;
