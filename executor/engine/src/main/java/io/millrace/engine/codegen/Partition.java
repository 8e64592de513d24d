package io.millrace.engine.codegen;

import io.millrace.engine.codegen.Node.Choose;
import io.millrace.engine.codegen.Node.Column;
import io.millrace.engine.codegen.Node.Constant;
import io.millrace.engine.codegen.Node.FirstNotNull;
import io.millrace.engine.codegen.Node.Invoke;
import io.millrace.engine.codegen.Node.IsNull;
import io.millrace.engine.codegen.Node.IsTrue;
import io.millrace.engine.codegen.Node.Let;
import io.millrace.engine.codegen.Node.Logic;
import io.millrace.engine.codegen.Node.Not;
import io.millrace.engine.codegen.Node.Null;
import io.millrace.engine.codegen.Node.Outlined;
import io.millrace.engine.codegen.Node.Variable;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a tree into parts that each fit a method. HotSpot does not compile methods beyond 8,000 bytes and the class file
 * does not hold methods beyond 64 KB; {@link #BUDGET} keeps well away from both.
 *
 * <p>From the leaves up: a node that has grown too heavy loses its heaviest parts to methods of their own. A long chain
 * is cut into links first:
 *
 * <pre>
 * a AND b AND … AND z            →  m1() AND m2(), m1 = a AND … AND k, m2 = l AND … AND z
 * CASE c1 r1 … c99 r99 ELSE e    →  CASE c1 r1 … c40 r40 ELSE m1()
 * </pre>
 */
final class Partition {

    /** Most estimated bytes of a method. Estimates are generous: real methods are a third smaller. */
    static final int BUDGET = 5_000;

    /** What calling an outlined part costs, arguments included. */
    private static final int CALL = 50;

    private final int budget;

    /** Keeps methods to so many estimated bytes. */
    Partition(int budget) {
        this.budget = budget;
    }

    /** A part and the estimated bytes of its code, without what is outlined. */
    private record Weighed(Node node, int weight) {}

    /** The same tree with parts outlined so that each method keeps to the budget. */
    Node fit(Node root) {
        return weighed(root).node;
    }

    private Weighed weighed(Node node) {
        List<Weighed> parts = new ArrayList<>();
        int weight = ownWeight(node);
        boolean changed = false;
        for (Node child : node.children()) {
            Weighed part = weighed(child);
            parts.add(part);
            weight += part.weight;
            changed |= part.node != child;
        }
        if (weight <= budget) {
            return changed ? new Weighed(node.withChildren(nodes(parts)), weight) : new Weighed(node, weight);
        }
        return switch (node) {
            case Logic logic -> cutChain(logic, parts);
            case FirstNotNull firstNotNull -> cutTail(firstNotNull, parts, 1);
            case Choose choose -> cutTail(choose, parts, 2);
            case Column _, Constant _, Null _, Variable _, Let _, Invoke _, Not _, IsNull _, IsTrue _, Outlined _ ->
                lighten(node, parts, weight);
        };
    }

    /** Outlines the heaviest parts until the rest fits. */
    private Weighed lighten(Node node, List<Weighed> parts, int weight) {
        int left = weight;
        while (left > budget) {
            int heaviest = 0;
            for (int i = 1; i < parts.size(); i++) {
                if (parts.get(i).weight > parts.get(heaviest).weight) {
                    heaviest = i;
                }
            }
            Weighed part = parts.get(heaviest);
            if (part.weight <= CALL) {
                break;
            }
            left -= part.weight - CALL;
            parts.set(heaviest, new Weighed(new Outlined(part.node), CALL));
        }
        return new Weighed(node.withChildren(nodes(parts)), left);
    }

    /** AND and OR are associative: links of neighbours, each in a method. */
    private Weighed cutChain(Logic logic, List<Weighed> parts) {
        List<Weighed> links = new ArrayList<>();
        List<Weighed> link = new ArrayList<>();
        int weight = 0;
        for (Weighed part : outlinedWhenHeavy(parts)) {
            if (weight + part.weight + ownWeightOfOperand() > budget / 2 && !link.isEmpty()) {
                links.add(link(logic, link));
                link = new ArrayList<>();
                weight = 0;
            }
            link.add(part);
            weight += part.weight + ownWeightOfOperand();
        }
        links.add(link(logic, link));
        Logic cut = Logic.of(logic.and(), nodes(links));
        int total = ownWeight(cut) + weight(links);
        boolean asShortAsCanBe = links.size() == parts.size();
        return total <= budget || asShortAsCanBe ? new Weighed(cut, total) : cutChain(cut, links);
    }

    private static Weighed link(Logic logic, List<Weighed> operands) {
        if (operands.size() == 1) {
            return outlined(operands.getFirst());
        }
        return new Weighed(new Outlined(Logic.of(logic.and(), nodes(operands))), CALL);
    }

    /** What comes behind the first parts is one form of the same sort, in a method, and so on. */
    private Weighed cutTail(Node node, List<Weighed> parts, int step) {
        List<Weighed> small = outlinedWhenHeavy(parts);
        Weighed tail = small.getLast();
        List<Weighed> head = new ArrayList<>();
        int weight = tail.weight;
        for (int i = small.size() - 1 - step; i >= 0; i -= step) {
            List<Weighed> branch = small.subList(i, i + step);
            int more = weight(branch) + ownWeight(node) / Math.max(1, parts.size() / step);
            if (weight + more > budget / 2 && !head.isEmpty()) {
                tail = new Weighed(new Outlined(withTail(node, head, tail)), CALL);
                head = new ArrayList<>();
                weight = tail.weight;
            }
            head.addAll(0, branch);
            weight += more;
        }
        return new Weighed(withTail(node, head, tail), weight);
    }

    private static Node withTail(Node node, List<Weighed> head, Weighed tail) {
        List<Weighed> all = new ArrayList<>(head);
        all.add(tail);
        return node.withChildren(nodes(all));
    }

    private List<Weighed> outlinedWhenHeavy(List<Weighed> parts) {
        List<Weighed> small = new ArrayList<>();
        for (Weighed part : parts) {
            small.add(part.weight > budget / 4 ? outlined(part) : part);
        }
        return small;
    }

    private static Weighed outlined(Weighed part) {
        return part.node instanceof Outlined ? part : new Weighed(new Outlined(part.node), CALL);
    }

    private static List<Node> nodes(List<Weighed> parts) {
        return parts.stream().map(Weighed::node).toList();
    }

    private static int weight(List<Weighed> parts) {
        int weight = 0;
        for (Weighed part : parts) {
            weight += part.weight;
        }
        return weight;
    }

    private static int ownWeightOfOperand() {
        return 30;
    }

    /** Bytes of code that the node adds to those of its parts, its share of the method's head included. */
    private static int ownWeight(Node node) {
        return switch (node) {
            case Column _ -> 60;
            case Constant _, Null _, Variable _ -> 6;
            case Let _ -> 4;
            case Invoke invoke -> 60 + 8 * invoke.kernel().operands().size();
            case Logic logic -> 20 + ownWeightOfOperand() * logic.operands().size();
            case Not _, IsNull _, IsTrue _ -> 20;
            case Choose choose -> 30 + 40 * choose.conditions().size();
            case FirstNotNull firstNotNull -> 20 + 30 * firstNotNull.operands().size();
            case Outlined _ -> CALL;
        };
    }
}
