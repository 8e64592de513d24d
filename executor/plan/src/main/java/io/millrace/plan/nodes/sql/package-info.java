/**
 * The node type {@code sql}: one query over named inputs. A query is a drawing made of the same nodes: {@code QueryTranslation} and
 * what it calls make steps of its clauses, each of a node type of {@code plan.nodes} with a config of that type, and {@code Steps} has
 * each typed by its own type. So what a clause means, what it keeps and what is wrong with it is said where the node type says it
 * (docs/adr/0045). Parsing is {@code plan.sql}. Dialect: control plane.
 */
@NullMarked
package io.millrace.plan.nodes.sql;

import org.jspecify.annotations.NullMarked;
