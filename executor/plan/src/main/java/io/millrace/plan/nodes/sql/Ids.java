package io.millrace.plan.nodes.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Ids of steps and of their list elements: made of what is written in the query, since nobody else gives them. Small letters, digits and
 * hyphens; what is lost of a text by that is made up for by a hash of it.
 */
final class Ids {

    private static final int LONGEST = 40;

    private final Set<String> taken = new HashSet<>();

    /** An id for this text that was not given before. */
    String fresh(String text) {
        String id = of(text);
        String free = id;
        for (int i = 2; !taken.add(free); i++) {
            free = id + "-" + i;
        }
        return free;
    }

    /** The id for a text. */
    static String of(String text) {
        String plain =
                text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        boolean isPlain =
                plain.equals(text.toLowerCase(Locale.ROOT).replace('_', '-').replace('.', '-'))
                        && plain.length() <= LONGEST;
        String start = plain.isEmpty() || !Character.isLetter(plain.charAt(0)) ? "x-" + plain : plain;
        String cut = start.length() > LONGEST ? start.substring(0, LONGEST) : start;
        return isPlain ? start : cut.replaceAll("-$", "") + "-" + hash(text);
    }

    /**
     * Ids of parts of a query of which each may change its place, and may come and go beside others, without becoming another: by what each is
     * called, and where several are called alike by their whole text. So one that gets a second of its name beside it is another from then on. Parts
     * with the same text have their order.
     *
     * @param names what the parts are called
     * @param texts how they are written
     */
    static List<String> apart(List<String> names, List<String> texts) {
        Ids ids = new Ids();
        List<String> apart = new ArrayList<>();
        List<String> called = names.stream().map(Ids::of).toList();
        for (int i = 0; i < names.size(); i++) {
            String id = called.get(i);
            boolean isAlone = Collections.frequency(called, id) == 1;
            apart.add(ids.fresh(isAlone ? id : id + "-" + hash(texts.get(i))));
        }
        return apart;
    }

    private static String hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return Long.toHexString(hash >>> 28 & 0xffffffffL);
    }
}
