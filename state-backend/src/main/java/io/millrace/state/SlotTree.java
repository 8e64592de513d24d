package io.millrace.state;

import io.millrace.columns.IntVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import io.millrace.model.type.ScalarType;
import java.util.List;

/**
 * Sorted trees over slots, as many as there are roots: a treap (Seidel and Aragon, "Randomized search trees", 1996) whose
 * priority is the scrambled slot number, so none is stored, and which keeps equal orders in the order they came. All
 * operations take expected logarithmic time; appending at the end takes constant time. Links are the slot plus one.
 */
final class SlotTree {

    static final int NONE = -1;

    private LongVector orders;
    private final IntVector lefts;
    private final IntVector rights;
    private final IntVector parents;
    private int below = NONE;

    SlotTree(int capacity) {
        orders = (LongVector) Vector.create(ScalarType.BIGINT.notNull(), capacity);
        lefts = (IntVector) Vector.create(ScalarType.INT.notNull(), capacity);
        rights = (IntVector) Vector.create(ScalarType.INT.notNull(), capacity);
        parents = (IntVector) Vector.create(ScalarType.INT.notNull(), capacity);
    }

    /** The columns that the trees live in, for the store of the rows. */
    Vector[] columns() {
        return new Vector[] {orders, lefts, rights, parents};
    }

    /** Those of them that are links alone. */
    List<Vector> links() {
        return List.of(lefts, rights, parents);
    }

    /** The orders are another column's from now on. */
    void useOrders(LongVector column) {
        orders = column;
    }

    /** The order of each slot. */
    LongVector orders() {
        return orders;
    }

    /** The order of a slot. */
    long order(int slot) {
        return orders.values()[slot];
    }

    /**
     * Adds a slot, whose columns are zero, behind all of lower or equal order.
     *
     * @param root the tree, {@link #NONE} when empty
     * @param last its last slot
     * @return the root after that
     */
    int insert(int root, int last, int slot, long order) {
        orders.values()[slot] = order;
        if (root == NONE) {
            return slot;
        }
        if (order >= order(last)) {
            setRight(last, slot);
        } else {
            attach(root, slot, order);
        }
        while (true) {
            int parent = parent(slot);
            if (parent == NONE) {
                return slot;
            }
            if (priority(parent) > priority(slot)) {
                return root;
            }
            rotateUp(slot, parent);
        }
    }

    private void attach(int root, int slot, long order) {
        int node = root;
        while (true) {
            boolean goLeft = order < order(node);
            int child = goLeft ? left(node) : right(node);
            if (child == NONE) {
                if (goLeft) {
                    setLeft(node, slot);
                } else {
                    setRight(node, slot);
                }
                return;
            }
            node = child;
        }
    }

    private void rotateUp(int slot, int parent) {
        int grandparent = parent(parent);
        if (left(parent) == slot) {
            setLeft(parent, right(slot));
            setRight(slot, parent);
        } else {
            setRight(parent, left(slot));
            setLeft(slot, parent);
        }
        replaceChild(grandparent, parent, slot);
    }

    /** Takes a slot out of its tree, and returns the root after that. */
    int remove(int root, int slot) {
        int merged = merge(left(slot), right(slot));
        int parent = parent(slot);
        if (parent == NONE) {
            setParent(merged, NONE);
            return merged;
        }
        replaceChild(parent, slot, merged);
        return root;
    }

    private int merge(int lower, int upper) {
        int root = NONE;
        int at = NONE;
        boolean atRight = false;
        while (lower != NONE || upper != NONE) {
            boolean takeLower = upper == NONE || lower != NONE && priority(lower) > priority(upper);
            int node = takeLower ? lower : upper;
            if (at == NONE) {
                root = node;
            } else if (atRight) {
                setRight(at, node);
            } else {
                setLeft(at, node);
            }
            if (lower == NONE || upper == NONE) {
                break;
            }
            at = node;
            atRight = takeLower;
            if (takeLower) {
                lower = right(node);
            } else {
                upper = left(node);
            }
        }
        return root;
    }

    /**
     * Cuts a tree in two: slots of an order below {@code bound} go to {@link #below}.
     *
     * @return the root of the others
     */
    int split(int root, long bound) {
        int lower = NONE;
        int lowerAt = NONE;
        int upper = NONE;
        int upperAt = NONE;
        int node = root;
        while (node != NONE) {
            if (order(node) < bound) {
                lower = lower == NONE ? node : lower;
                if (lowerAt != NONE) {
                    setRight(lowerAt, node);
                }
                lowerAt = node;
                node = right(node);
            } else {
                upper = upper == NONE ? node : upper;
                if (upperAt != NONE) {
                    setLeft(upperAt, node);
                }
                upperAt = node;
                node = left(node);
            }
        }
        if (lowerAt != NONE) {
            setRight(lowerAt, NONE);
            setParent(lower, NONE);
        }
        if (upperAt != NONE) {
            setLeft(upperAt, NONE);
            setParent(upper, NONE);
        }
        below = lower;
        return upper;
    }

    /** The root of what the last {@link #split} cut off. */
    int below() {
        return below;
    }

    /** The first slot of at least this order. */
    int ceiling(int root, long from) {
        int found = NONE;
        int node = root;
        while (node != NONE) {
            if (order(node) >= from) {
                found = node;
                node = left(node);
            } else {
                node = right(node);
            }
        }
        return found;
    }

    /** The last slot of at most this order. */
    int floor(int root, long to) {
        int found = NONE;
        int node = root;
        while (node != NONE) {
            if (order(node) <= to) {
                found = node;
                node = right(node);
            } else {
                node = left(node);
            }
        }
        return found;
    }

    /** The slot behind this one. */
    int next(int slot) {
        int node = right(slot);
        if (node == NONE) {
            int child = slot;
            node = parent(slot);
            while (node != NONE && right(node) == child) {
                child = node;
                node = parent(node);
            }
            return node;
        }
        while (left(node) != NONE) {
            node = left(node);
        }
        return node;
    }

    /** The slot before this one. */
    int previous(int slot) {
        int node = left(slot);
        if (node == NONE) {
            int child = slot;
            node = parent(slot);
            while (node != NONE && left(node) == child) {
                child = node;
                node = parent(node);
            }
            return node;
        }
        while (right(node) != NONE) {
            node = right(node);
        }
        return node;
    }

    int left(int slot) {
        return lefts.values()[slot] - 1;
    }

    int right(int slot) {
        return rights.values()[slot] - 1;
    }

    private int parent(int slot) {
        return parents.values()[slot] - 1;
    }

    private void setLeft(int slot, int child) {
        lefts.values()[slot] = child + 1;
        setParent(child, slot);
    }

    private void setRight(int slot, int child) {
        rights.values()[slot] = child + 1;
        setParent(child, slot);
    }

    private void setParent(int slot, int parent) {
        if (slot != NONE) {
            parents.values()[slot] = parent + 1;
        }
    }

    private void replaceChild(int parent, int before, int after) {
        if (parent == NONE) {
            setParent(after, NONE);
        } else if (left(parent) == before) {
            setLeft(parent, after);
        } else {
            setRight(parent, after);
        }
    }

    /** One to one (the finalizer of MurmurHash3), so two slots never tie. */
    private static int priority(int slot) {
        int x = slot;
        x = (x ^ x >>> 16) * 0x85EBCA6B;
        x = (x ^ x >>> 13) * 0xC2B2AE35;
        return x ^ x >>> 16;
    }
}
