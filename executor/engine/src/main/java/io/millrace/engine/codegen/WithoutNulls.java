package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Let;
import io.millrace.engine.codegen.Node.Variable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The same tree for blocks in which no column has a NULL. Most columns may be NULL by their type and hardly ever are, so
 * most blocks go through a loop that does not look.
 */
final class WithoutNulls {

    private final Map<Integer, Boolean> nullableVariables = new HashMap<>();

    private WithoutNulls() {}

    static Node of(Node root) {
        return new WithoutNulls().rewrite(root);
    }

    private Node rewrite(Node node) {
        return switch (node) {
            case Column column -> new Column(column.column(), column.physical(), false);
            case Variable variable ->
                new Variable(
                        variable.id(),
                        variable.carrier(),
                        nullableVariables.getOrDefault(variable.id(), variable.nullable()));
            case Let let -> {
                Node value = rewrite(let.value());
                nullableVariables.put(let.variable(), value.nullable());
                yield new Let(let.variable(), value, rewrite(let.body()));
            }
            default -> {
                List<Node> children = new ArrayList<>();
                node.children().forEach(child -> children.add(rewrite(child)));
                yield node.withChildren(children);
            }
        };
    }
}
