package io.millrace.connectors.nexmark.generator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The channels a bid can come by: four well-known ones, which half of the bids use, and 10,000 others. Each has one
 * address; nine of ten of the others name the channel's number in it, turned around bit by bit.
 */
final class Channels {

    private static final List<String> HOT = List.of("Google", "Facebook", "Baidu", "Apple");
    private static final int OTHERS = 10_000;
    private static final int LONGEST_DIRECTORY = 5;

    private final TextPool names;
    private final TextPool urls;

    Channels(long seed) {
        long urlKey = Field.POOL_URL.key(seed);
        long channelKey = Field.POOL_URL_CHANNEL.key(seed);
        List<String> nameList = new ArrayList<>(HOT);
        List<String> urlList = new ArrayList<>();
        for (int i = 0; i < HOT.size(); i++) {
            urlList.add(address(urlKey, OTHERS + i));
        }
        for (int i = 0; i < OTHERS; i++) {
            nameList.add("channel-" + i);
            boolean namesChannel = Draws.below(Draws.word(channelKey, i), 10) > 0;
            String channel = namesChannel ? "&channel_id=" + Math.abs((long) Integer.reverse(i)) : "";
            urlList.add(address(urlKey, i) + channel);
        }
        names = new TextPool(nameList);
        urls = new TextPool(urlList);
    }

    TextPool names() {
        return names;
    }

    /** By the same index as {@link #names}. */
    TextPool urls() {
        return urls;
    }

    /** The channel that a random word stands for. */
    static int index(long word) {
        int other = HOT.size() + (int) Draws.below(word, OTHERS);
        int hot = (int) word & HOT.size() - 1;
        int isHot = (int) (word << 61 >> 63);
        return other ^ (other ^ hot) & isHot;
    }

    private static String address(long key, int number) {
        StringBuilder out = new StringBuilder("https://www.nexmark.com/");
        byte[] directory = new byte[LONGEST_DIRECTORY];
        for (int i = 0; i < 3; i++) {
            long word = Draws.word(Draws.word(key, number), i);
            long range = Words.write(directory, 0, word, LONGEST_DIRECTORY, Words.WITH_UNDERSCORES);
            out.append(new String(directory, Words.start(range), Words.length(range), StandardCharsets.ISO_8859_1))
                    .append('/');
        }
        return out.append("item.htm?query=1").toString();
    }
}
