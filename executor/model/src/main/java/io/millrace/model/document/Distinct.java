package io.millrace.model.document;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/** The check of lists in which each element has an identity. */
final class Distinct {

    private Distinct() {}

    static <T> void require(Collection<T> elements, String what, Function<T, Object> identity) {
        Set<Object> seen = new HashSet<>();
        for (T element : elements) {
            if (!seen.add(identity.apply(element))) {
                throw new IllegalArgumentException("There are two " + what + " `" + identity.apply(element) + "`");
            }
        }
    }
}
