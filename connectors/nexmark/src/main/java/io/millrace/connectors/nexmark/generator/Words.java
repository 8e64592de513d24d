package io.millrace.connectors.nexmark.generator;

/**
 * The random strings of the model: 3 to max - 1 characters, each a special one with probability 1/13 and else one of a
 * to z, without blanks at either end.
 *
 * <p>A character is a digit of base 338 = 13 * 26; seven of them come out of one 64-bit word (338^7 is about 2^59), read
 * from the top by multiplying.
 */
final class Words {

    private static final int MIN_LENGTH = 3;
    private static final int BASE = 13 * 26;
    private static final int DIGITS_PER_WORD = 7;

    /** BASE to the power of the index. */
    private static final long[] POWERS = new long[DIGITS_PER_WORD];

    /** The character of each digit where the special one is a blank. */
    static final byte[] WITH_BLANKS = characters(' ');

    /** The character of each digit where the special one is an underscore. */
    static final byte[] WITH_UNDERSCORES = characters('_');

    static {
        long power = 1;
        for (int i = 0; i < DIGITS_PER_WORD; i++) {
            POWERS[i] = power;
            power *= BASE;
        }
    }

    private Words() {}

    private static byte[] characters(char special) {
        byte[] characters = new byte[BASE];
        for (int digit = 0; digit < BASE; digit++) {
            characters[digit] = (byte) (digit < 26 ? special : 'a' + digit % 26);
        }
        return characters;
    }

    /**
     * Writes the text of a random word; room for {@code max} bytes is needed.
     *
     * @param characters what the digits stand for
     * @return the range of the text: where it begins in the upper, its length in the lower 32 bits
     */
    static long write(byte[] to, int start, long word, int max, byte[] characters) {
        int length = drawnLength(word, max);
        for (int done = 0; done < length; done += DIGITS_PER_WORD) {
            long rest = digits(word, done);
            int end = start + Math.min(done + DIGITS_PER_WORD, length);
            for (int i = start + done; i < end; i++) {
                to[i] = characters[(int) Math.unsignedMultiplyHigh(rest, BASE)];
                rest *= BASE;
            }
        }
        if (characters != WITH_BLANKS) {
            return (long) start << 32 | length;
        }
        int leading = leadingSpecials(word, length);
        return (long) (start + leading) << 32 | length - leading - trailingSpecials(word, length, leading);
    }

    /** The length that {@link #write} gives the text of a word when blanks are special, without writing it. */
    static int length(long word, int max) {
        int length = drawnLength(word, max);
        int leading = leadingSpecials(word, length);
        return length - leading - trailingSpecials(word, length, leading);
    }

    private static int leadingSpecials(long word, int length) {
        int count = 0;
        while (count < length && isSpecial(word, count)) {
            count++;
        }
        return count;
    }

    private static int trailingSpecials(long word, int length, int leading) {
        int count = 0;
        while (count < length - leading && isSpecial(word, length - 1 - count)) {
            count++;
        }
        return count;
    }

    private static int drawnLength(long word, int max) {
        return MIN_LENGTH + (int) Draws.below(word, max - MIN_LENGTH);
    }

    /** The random digits of seven characters, the first of them on top. */
    private static long digits(long word, int first) {
        return Draws.word(word, first + 1L);
    }

    private static boolean isSpecial(long word, int place) {
        int inWord = place % DIGITS_PER_WORD;
        long rest = digits(word, place - inWord) * POWERS[inWord];
        return Math.unsignedMultiplyHigh(rest, BASE) < 26;
    }

    /** Where a range that {@link #write} returned begins. */
    static int start(long range) {
        return (int) (range >>> 32);
    }

    /** The length of a range that {@link #write} returned. */
    static int length(long range) {
        return (int) range;
    }
}
