package io.millrace.formats.csv;

import io.millrace.model.error.RunError;
import io.millrace.model.type.Schema;
import io.millrace.spi.error.RunException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The names in the first record of a file.
 *
 * @param names in their order
 */
record Header(List<String> names) {

    /** More columns than this are no header. */
    static final int MOST_NAMES = 10_000;

    private static final int SHOWN_NAMES = 50;

    /** Reads the names of a record that was cut. */
    static Header of(byte[] data, Fields fields) {
        String problem = fields.problem();
        if (problem != null) {
            throw bad("The header " + problem + ". Mend it, or have a look whether this is a CSV file.");
        }
        if (fields.count() > MOST_NAMES) {
            throw bad("The header has " + fields.count() + " names, and " + MOST_NAMES + " are allowed.");
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < fields.count(); i++) {
            byte[] name = new byte[fields.end(i) - fields.start(i)];
            System.arraycopy(data, fields.start(i), name, 0, name.length);
            int length = fields.hasDoubledQuotes(i)
                    ? Fields.withoutDoubledQuotes(name, 0, name.length, name, 0)
                    : name.length;
            names.add(new String(name, 0, length, StandardCharsets.UTF_8));
        }
        return new Header(names);
    }

    /**
     * Where the columns of a schema stand. All of them must be there, each once, whether they are wanted or not: what a file
     * must look like does not depend on who reads it.
     *
     * @return by column
     */
    int[] positions(Schema schema) {
        List<String> missing =
                schema.names().stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw bad("The header has no " + shown(missing) + ". It has: " + shown(names) + "." + nearName(missing)
                    + " Names must be equal to those of the columns, capitals and blanks too.");
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!seen.add(name) && schema.indexOf(name).isPresent()) {
                throw bad("The header has `" + name + "` " + Collections.frequency(names, name)
                        + " times, so it is not clear which is meant. Rename one.");
            }
        }
        return schema.names().stream().mapToInt(names::indexOf).toArray();
    }

    /** A name that is missing only because of capitals, blanks or the wrong delimiter. */
    private String nearName(List<String> missing) {
        Optional<String> near = missing.stream()
                .flatMap(wanted -> names.stream()
                        .filter(name -> name.strip().equalsIgnoreCase(wanted))
                        .map(name -> " Is `" + name + "` meant with `" + wanted + "`?"))
                .findFirst();
        boolean isWrongDelimiter =
                names.size() == 1 && names.getFirst().chars().anyMatch(character -> ",;|\t".indexOf(character) >= 0);
        return near.orElse(isWrongDelimiter ? " Is another `delimiter` to be set?" : "");
    }

    private static String shown(List<String> names) {
        String first = String.join("`, `", names.subList(0, Math.min(names.size(), SHOWN_NAMES)));
        return "`" + first + "`" + (names.size() > SHOWN_NAMES ? " and more" : "");
    }

    private static RunException bad(String message) {
        return new RunException(RunError.user("csv.header", message));
    }
}
