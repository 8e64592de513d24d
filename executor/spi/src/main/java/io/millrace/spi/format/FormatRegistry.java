package io.millrace.spi.format;

import io.millrace.model.error.RunError;
import io.millrace.spi.error.RunException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The formats of this process, by name. */
public final class FormatRegistry {

    private final Map<String, Format> byName;

    public FormatRegistry(List<Format> formats) {
        byName = formats.stream().collect(Collectors.toUnmodifiableMap(Format::name, Function.identity()));
    }

    /**
     * The format of this name.
     *
     * @throws RunException if there is none
     */
    public Format format(String name) {
        Format format = byName.get(name);
        if (format == null) {
            throw new RunException(RunError.user(
                    "format.unknown",
                    "There is no format '" + name + "'. There are: "
                            + byName.keySet().stream().sorted().collect(Collectors.joining(", ")) + "."));
        }
        return format;
    }

    /** All formats, by name. */
    public List<Format> formats() {
        return byName.values().stream()
                .sorted(Comparator.comparing(Format::name))
                .toList();
    }
}
