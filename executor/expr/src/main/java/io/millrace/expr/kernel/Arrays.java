package io.millrace.expr.kernel;

import io.millrace.expr.value.NullFlag;
import io.millrace.expr.value.RowError;
import io.millrace.expr.value.Utf8;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Functions on arrays, as boxed lists. Positions count from 1. Elements are equal as {@link Comparisons} has it for nested
 * values, so that NULL equals NULL. Allocates, as nested values are objects; results share their elements with the arguments.
 */
public final class Arrays {

    /** The most elements that one call puts together. */
    private static final int MOST_ELEMENTS = 1 << 20;

    private Arrays() {}

    @SuppressWarnings("unchecked")
    private static List<@Nullable Object> list(Object array) {
        return (List<@Nullable Object>) array;
    }

    private static Object result(List<@Nullable Object> elements) {
        if (elements.size() > MOST_ELEMENTS) {
            throw RowError.OVERFLOW;
        }
        return Collections.unmodifiableList(elements);
    }

    /** What an element is equal by: 0.0 and -0.0 are one value. */
    private static @Nullable Object key(@Nullable Object element) {
        return switch (element) {
            case Double number when number == 0.0 -> 0.0;
            case Float number when number == 0.0f -> 0.0f;
            case null, default -> element;
        };
    }

    /** The elements once, by what they are equal by. */
    private static Map<@Nullable Object, @Nullable Object> once(Object array) {
        Map<@Nullable Object, @Nullable Object> once = new LinkedHashMap<>();
        list(array).forEach(element -> once.putIfAbsent(key(element), element));
        return once;
    }

    private static int indexOf(Object array, @Nullable Object wanted) {
        List<@Nullable Object> elements = list(array);
        Object key = key(wanted);
        for (int i = 0; i < elements.size(); i++) {
            if (Objects.equals(key(elements.get(i)), key)) {
                return i;
            }
        }
        return -1;
    }

    /** The values as an array, or as a row. */
    public static Object of(@Nullable Object[] values) {
        return Collections.unmodifiableList(java.util.Arrays.asList(values));
    }

    public static int cardinality(Object collection) {
        return collection instanceof Map<?, ?> map
                ? map.size()
                : list(collection).size();
    }

    /** The element at a position, or null outside. */
    static @Nullable Object at(Object array, long position) {
        List<@Nullable Object> elements = list(array);
        return position >= 1 && position <= elements.size() ? elements.get((int) position - 1) : null;
    }

    /**
     * The only element; null when there is none.
     *
     * @throws RowError INVALID_ARGUMENT when there are several
     */
    static @Nullable Object only(Object array) {
        List<@Nullable Object> elements = list(array);
        if (elements.size() > 1) {
            throw RowError.INVALID_ARGUMENT;
        }
        return elements.isEmpty() ? null : elements.getFirst();
    }

    public static boolean contains(Object array, @Nullable Object[] wanted) {
        return indexOf(array, wanted[0]) >= 0;
    }

    /** Where the array has the element first; 0 when nowhere. */
    public static int position(Object array, @Nullable Object[] wanted) {
        return indexOf(array, wanted[0]) + 1;
    }

    /** As above; NULL when the element is. */
    public static int position(Object array, @Nullable Object[] wanted, NullFlag isNull) {
        if (wanted[0] == null) {
            isNull.raise();
            return 0;
        }
        return position(array, wanted);
    }

    public static Object distinct(Object array) {
        return result(new ArrayList<>(once(array).values()));
    }

    public static Object append(Object array, @Nullable Object[] element) {
        List<@Nullable Object> elements = new ArrayList<>(list(array));
        elements.add(element[0]);
        return result(elements);
    }

    public static Object prepend(Object array, @Nullable Object[] element) {
        List<@Nullable Object> elements = new ArrayList<>();
        elements.add(element[0]);
        elements.addAll(list(array));
        return result(elements);
    }

    public static Object remove(Object array, @Nullable Object[] element) {
        List<@Nullable Object> elements = new ArrayList<>(list(array));
        elements.removeIf(each -> Objects.equals(key(each), key(element[0])));
        return result(elements);
    }

    public static Object reverse(Object array) {
        return result(list(array).reversed());
    }

    /** From a position to the end; negative ones count from there. */
    public static Object slice(Object array, int from) {
        return slice(array, from, list(array).size());
    }

    /** From a position to a position, both included; negative ones count from the end, 0 is the first. */
    public static Object slice(Object array, int from, int to) {
        int size = list(array).size();
        long first = from < 0 ? (long) size + from + 1 : Math.max(1, from);
        long last = to < 0 ? (long) size + to + 1 : Math.max(1, to);
        first = Math.max(1, first);
        last = Math.min(size, last);
        return first > last ? List.of() : list(array).subList((int) first - 1, (int) last);
    }

    /** The elements of all arrays; NULL when one of them is. */
    public static Object concat(@Nullable Object[] arrays, NullFlag isNull) {
        for (Object array : arrays) {
            if (array == null) {
                isNull.raise();
                return List.of();
            }
        }
        return concat(arrays);
    }

    /** The elements of all arrays, none of which is NULL. */
    public static Object concat(@Nullable Object[] arrays) {
        List<@Nullable Object> elements = new ArrayList<>();
        for (Object array : arrays) {
            elements.addAll(list(Objects.requireNonNull(array)));
            if (elements.size() > MOST_ELEMENTS) {
                throw RowError.OVERFLOW;
            }
        }
        return result(elements);
    }

    /** What one of them has, once. */
    public static Object union(Object a, Object b) {
        Map<@Nullable Object, @Nullable Object> elements = once(a);
        once(b).forEach(elements::putIfAbsent);
        return result(new ArrayList<>(elements.values()));
    }

    /** What the first has and the second has not, once. */
    public static Object except(Object a, Object b) {
        Map<@Nullable Object, @Nullable Object> elements = once(a);
        elements.keySet().removeAll(once(b).keySet());
        return result(new ArrayList<>(elements.values()));
    }

    /** What both have, once. */
    public static Object intersect(Object a, Object b) {
        Map<@Nullable Object, @Nullable Object> elements = once(a);
        elements.keySet().retainAll(once(b).keySet());
        return result(new ArrayList<>(elements.values()));
    }

    public static Object sort(Object array) {
        return sort(array, true, true);
    }

    public static Object sort(Object array, boolean ascending) {
        return sort(array, ascending, ascending);
    }

    public static Object sort(Object array, boolean ascending, boolean nullsFirst) {
        Comparator<Object> order = ascending ? ORDER : ORDER.reversed();
        List<@Nullable Object> elements = new ArrayList<>(list(array));
        elements.sort(nullsFirst ? Comparator.nullsFirst(order) : Comparator.nullsLast(order));
        return result(elements);
    }

    /** Flat values are comparable with their like. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static final Comparator<Object> ORDER = (a, b) -> ((Comparable) a).compareTo(b);

    /** The largest element that is not NULL; null when there is none. */
    static @Nullable Object max(Object array) {
        return list(array).stream().filter(Objects::nonNull).max(ORDER).orElse(null);
    }

    /** The smallest element that is not NULL; null when there is none. */
    static @Nullable Object min(Object array) {
        return list(array).stream().filter(Objects::nonNull).min(ORDER).orElse(null);
    }

    /** The texts with the separator between them, without NULLs. */
    public static void join(Object array, Utf8 separator, Utf8 out) {
        Object[] texts = list(array).toArray();
        TextParts.concatWs(separator, texts, out);
    }

    /** The texts with the separator between them, NULLs replaced. */
    public static void join(Object array, Utf8 separator, Utf8 missing, Utf8 out) {
        Object[] texts =
                list(array).stream().map(text -> text == null ? missing : text).toArray();
        TextParts.concatWs(separator, texts, out);
    }

    /** The pieces of the text between separators; each character when the separator is empty. */
    public static Object split(Utf8 text, Utf8 separator) {
        List<@Nullable Object> pieces = new ArrayList<>();
        if (text.length() == 0) {
            return pieces;
        }
        byte[] data = text.data();
        int end = text.start() + text.length();
        int from = text.start();
        while (from <= end) {
            int at = separator.length() > 0
                    ? Utf8Bytes.indexOf(data, from, end, separator.data(), separator.start(), separator.length())
                    : from < end ? Utf8Bytes.next(data, from, end) : end;
            int to = at < 0 ? end : at;
            Utf8 piece = new Utf8();
            piece.set(data, from, to - from);
            pieces.add(piece);
            if (at < 0 || separator.length() == 0 && at >= end) {
                break;
            }
            from = to + separator.length();
        }
        return result(pieces);
    }
}
