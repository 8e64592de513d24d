package io.millrace.model.text;

import io.millrace.model.json.Json;

/** How much a text may hold. A pipeline of 500 nodes is near 300 kB of YAML. */
public final class TextLimits {

    /** The longest text, in bytes of UTF-8 and in characters alike: 2 MiB. */
    public static final int LONGEST_TEXT = 2 * 1024 * 1024;

    /** The deepest value. */
    public static final int DEEPEST = Json.DEEPEST;

    /**
     * The most a YAML text may unfold to once each alias stands for a copy: values, plus the characters of their keys
     * and texts. Twice what a text without aliases could hold, so only aliases ever meet it.
     */
    public static final int MOST_UNFOLDED = 2 * LONGEST_TEXT;

    private TextLimits() {}
}
