package io.millrace.model.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A list whose elements have identities, as edits see it: they add, remove, replace and move elements by name.
 *
 * @param what what an element is called in a refusal, such as {@code The node}
 * @param elements in order, each identity once
 * @param identity which element one is
 */
record Listing<T>(String what, List<T> elements, Function<T, ?> identity) {

    /** Where the element of this identity stands; refuses when it is not there. */
    int require(Object id) {
        for (int i = 0; i < elements.size(); i++) {
            if (identity.apply(elements.get(i)).equals(id)) {
                return i;
            }
        }
        throw EditRefused.missing(what, id);
    }

    /** Refuses when an element of this identity is there. */
    void requireFree(Object id) {
        if (elements.stream().anyMatch(element -> identity.apply(element).equals(id))) {
            throw EditRefused.exists(what, id);
        }
    }

    /** The element of this identity; refuses when it is not there. */
    T get(Object id) {
        return elements.get(require(id));
    }

    /** The list with a new element; refuses when one of its identity is there. */
    List<T> added(T element, Optional<Integer> index) {
        requireFree(identity.apply(element));
        List<T> changed = new ArrayList<>(elements);
        changed.add(within(index.orElse(changed.size()), changed.size()), element);
        return changed;
    }

    /** The list without the element of this identity. */
    List<T> removed(Object id) {
        List<T> changed = new ArrayList<>(elements);
        changed.remove(require(id));
        return changed;
    }

    /** The list with another element in the place of the one of this identity. */
    List<T> replaced(Object id, T element) {
        List<T> changed = new ArrayList<>(elements);
        changed.set(require(id), element);
        return changed;
    }

    /** The list with the element of this identity at this position. */
    List<T> moved(Object id, int index) {
        List<T> changed = new ArrayList<>(elements);
        T element = changed.remove(require(id));
        changed.add(within(index, changed.size()), element);
        return changed;
    }

    /** A position an edit names, brought into the list: before the start is the start, past the end is the end. */
    static int within(int index, int size) {
        return Math.max(0, Math.min(index, size));
    }
}
