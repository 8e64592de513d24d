package io.millrace.engine.codegen;

import io.millrace.columns.Vector;
import io.millrace.engine.codegen.Node.Let;
import io.millrace.engine.codegen.Node.Outlined;
import io.millrace.engine.codegen.Node.Variable;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The signature of a method that evaluates a part: inputs, row, then each variable named outside and its NULL bit. */
final class Outlining {

    private Outlining() {}

    /** The variables a part reads that are named outside of it, in the order of their numbers. */
    static List<Variable> freeVariables(Node part) {
        Map<Integer, Variable> read = new TreeMap<>();
        Set<Integer> named = new HashSet<>();
        collect(part, read, named);
        named.forEach(read::remove);
        return List.copyOf(read.values());
    }

    /** A number names one thing in the whole tree, so the order of visits does not matter. */
    private static void collect(Node node, Map<Integer, Variable> read, Set<Integer> named) {
        if (node instanceof Variable variable) {
            read.put(variable.id(), variable);
        } else if (node instanceof Let let) {
            named.add(let.variable());
        }
        node.children().forEach(child -> collect(child, read, named));
    }

    static MethodTypeDesc type(Outlined outlined, List<Variable> free) {
        List<ClassDesc> parameters = new ArrayList<>();
        parameters.add(Symbols.desc(Vector[].class));
        parameters.add(ConstantDescs.CD_int);
        for (Variable variable : free) {
            parameters.add(Symbols.desc(variable.carrier().javaType()));
            parameters.add(ConstantDescs.CD_int);
        }
        return MethodTypeDesc.of(Symbols.desc(outlined.carrier().javaType()), parameters);
    }
}
