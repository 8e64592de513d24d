package io.millrace.formats.csv;

import io.millrace.model.annotation.Field;
import io.millrace.model.annotation.Variant;

/** What can be set about {@code csv}. */
record CsvOptions(
        @Field(defaultValue = ",", help = "What stands between two values.")
        Delimiter delimiter,

        @Field(
                defaultValue = "true",
                help =
                        "Whether values in quotes may hold line breaks. If none does, say so: big files are then read in several"
                                + " places at once, and a quote that is not closed spoils one line only.")
        boolean multiline) {

    /** What stands between two values. */
    enum Delimiter {
        @Variant(value = ",", help = "Comma.")
        COMMA(','),
        @Variant(value = ";", help = "Semicolon, as spreadsheets write it where numbers have a comma.")
        SEMICOLON(';'),
        @Variant(value = "|", help = "Vertical bar.")
        BAR('|'),
        @Variant(value = "tab", help = "Tabulator.")
        TAB('\t');

        private final char character;

        Delimiter(char character) {
            this.character = character;
        }

        byte character() {
            return (byte) character;
        }
    }
}
