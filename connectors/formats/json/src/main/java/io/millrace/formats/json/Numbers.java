package io.millrace.formats.json;

/** Numbers as they may stand in JSON: bare, or as text when their writer feared for digits that a double cannot hold. */
final class Numbers {

    private Numbers() {}

    /**
     * Reads the value that comes next into the cursor's number.
     *
     * @return whether it is a number or a text that holds one; if not, nothing is passed over
     */
    static boolean read(JsonCursor in, byte found) {
        if (JsonCursor.beginsNumber(found)) {
            in.number();
            return true;
        }
        if (found != '"') {
            return false;
        }
        int start = in.place;
        in.plainText();
        boolean isNumber = in.number.read(in.plain, in.plainStart, in.plainEnd);
        if (!isNumber) {
            in.place = start;
        }
        return isNumber;
    }
}
