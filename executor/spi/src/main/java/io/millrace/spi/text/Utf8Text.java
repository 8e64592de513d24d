package io.millrace.spi.text;

/** Looks at UTF-8. */
public final class Utf8Text {

    private Utf8Text() {}

    /**
     * Where the bytes stop being UTF-8 (as Unicode defines it: shortest forms, no surrogates, nothing above U+10FFFF).
     *
     * @return the first byte of the first bad sequence; -1 when all are good
     */
    public static int firstInvalid(byte[] bytes, int start, int end) {
        int place = start;
        while (place < end) {
            int lead = bytes[place];
            if (lead >= 0) {
                place++;
                continue;
            }
            int length = sequenceLength(bytes, place, end);
            if (length == 0) {
                return place;
            }
            place += length;
        }
        return -1;
    }

    /** The length of the sequence of several bytes that begins here; 0 when it is bad. Table 3-7 of Unicode. */
    private static int sequenceLength(byte[] bytes, int place, int end) {
        int lead = bytes[place] & 0xff;
        int second = place + 1 < end ? bytes[place + 1] & 0xff : 0;
        if (lead >= 0xc2 && lead <= 0xdf) {
            return isContinuation(second) ? 2 : 0;
        }
        if (lead >= 0xe0 && lead <= 0xef) {
            int least = lead == 0xe0 ? 0xa0 : 0x80;
            int most = lead == 0xed ? 0x9f : 0xbf;
            return second >= least && second <= most && isContinuation(bytes, place + 2, end) ? 3 : 0;
        }
        if (lead >= 0xf0 && lead <= 0xf4) {
            int least = lead == 0xf0 ? 0x90 : 0x80;
            int most = lead == 0xf4 ? 0x8f : 0xbf;
            return second >= least
                            && second <= most
                            && isContinuation(bytes, place + 2, end)
                            && isContinuation(bytes, place + 3, end)
                    ? 4
                    : 0;
        }
        return 0;
    }

    private static boolean isContinuation(byte[] bytes, int place, int end) {
        return place < end && isContinuation(bytes[place]);
    }

    private static boolean isContinuation(int value) {
        return (value & 0xc0) == 0x80;
    }

    /** How many code points valid UTF-8 holds: every byte that is no continuation begins one. */
    public static int codePoints(byte[] bytes, int start, int end) {
        int count = 0;
        for (int i = start; i < end; i++) {
            count += isContinuation(bytes[i]) ? 0 : 1;
        }
        return count;
    }
}
