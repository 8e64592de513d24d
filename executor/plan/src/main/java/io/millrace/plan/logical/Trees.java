package io.millrace.plan.logical;

import io.millrace.expr.ColumnRef;
import io.millrace.expr.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Questions about the columns that expressions read. */
public final class Trees {

    private Trees() {}

    /** The positions of the columns a tree reads. */
    public static Set<Integer> columnsOf(Expr tree) {
        Set<Integer> columns = new TreeSet<>();
        collect(tree, columns);
        return columns;
    }

    private static void collect(Expr tree, Set<Integer> into) {
        if (tree instanceof ColumnRef column) {
            into.add(column.index());
        }
        tree.children().forEach(child -> collect(child, into));
    }

    /** The tree with other expressions, of the same types, in the place of columns. */
    public static Expr replaceColumns(Expr tree, Function<ColumnRef, Expr> replacement) {
        if (tree instanceof ColumnRef column) {
            return replacement.apply(column);
        }
        if (tree.children().isEmpty()) {
            return tree;
        }
        List<Expr> children = new ArrayList<>();
        boolean isChanged = false;
        for (Expr child : tree.children()) {
            Expr replaced = replaceColumns(child, replacement);
            isChanged |= !replaced.equals(child);
            children.add(replaced);
        }
        return isChanged ? tree.withChildren(children) : tree;
    }

    /** The tree over rows of which only these columns are left. */
    public static Expr over(List<Integer> kept, Expr tree) {
        return replaceColumns(
                tree, column -> new ColumnRef(newPosition(kept, column.index()), column.name(), column.type()));
    }

    /** Where a column lies among those that are left. */
    public static int newPosition(List<Integer> kept, int old) {
        int position = kept.indexOf(old);
        if (position < 0) {
            throw new IllegalArgumentException("Column " + old + " is not among those that are left, " + kept);
        }
        return position;
    }
}
