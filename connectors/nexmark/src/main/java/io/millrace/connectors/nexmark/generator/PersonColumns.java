package io.millrace.connectors.nexmark.generator;

import io.millrace.columns.BytesVector;
import io.millrace.columns.LongVector;
import io.millrace.columns.Vector;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The columns of a person. */
final class PersonColumns {

    private static final List<String> FIRST_NAMES =
            List.of("Peter", "Paul", "Luke", "John", "Saul", "Vicky", "Kate", "Julie", "Sarah", "Deiter", "Walter");
    private static final List<String> LAST_NAMES =
            List.of("Shultz", "Abrams", "Spencer", "White", "Bartels", "Walton", "Smith", "Jones", "Noris");

    private static final TextPool NAMES = new TextPool(FIRST_NAMES.stream()
            .flatMap(first -> LAST_NAMES.stream().map(last -> first + " " + last))
            .toList());
    private static final TextPool CITIES = new TextPool(List.of(
            "Phoenix",
            "Los Angeles",
            "San Francisco",
            "Boise",
            "Portland",
            "Bend",
            "Redmond",
            "Seattle",
            "Kent",
            "Cheyenne"));
    private static final TextPool STATES = new TextPool(List.of("AZ", "CA", "ID", "OR", "WA", "WY"));

    private static final byte[] DOT_COM = ".com".getBytes(StandardCharsets.US_ASCII);

    /** Four groups of four digits, with blanks between. */
    private static final int CARD_LENGTH = 19;

    /** A person without its texts is taken to be 8 bytes, and to have 200 on average with all. */
    private static final int MISSING = 200 - 8;

    private PersonColumns() {}

    static ColumnWriter id() {
        return (vector, runs) -> {
            long[] values = ((LongVector) vector).values();
            for (int run = 0; run < runs.count(); run++) {
                values[runs.row(run)] = Ids.FIRST_ID + Ids.lastPerson(runs.event(run));
            }
        };
    }

    static ColumnWriter name(long seed) {
        return new OneOf(names(seed));
    }

    static ColumnWriter city(long seed) {
        return new OneOf(cities(seed));
    }

    static ColumnWriter state(long seed) {
        return new OneOf(states(seed));
    }

    static ColumnWriter emailAddress(long seed) {
        return new OfEmail(new Email(seed));
    }

    static ColumnWriter creditCard(long seed) {
        return new OfCreditCard(Field.PERSON_CREDIT_CARD.key(seed));
    }

    static ColumnWriter extra(long seed, Extra extra) {
        return new OfExtra(
                Field.PERSON_EXTRA.key(seed), extra, names(seed), cities(seed), states(seed), new Email(seed));
    }

    private static Choice names(long seed) {
        return new Choice(Field.PERSON_NAME.key(seed), NAMES);
    }

    private static Choice cities(long seed) {
        return new Choice(Field.PERSON_CITY.key(seed), CITIES);
    }

    private static Choice states(long seed) {
        return new Choice(Field.PERSON_STATE.key(seed), STATES);
    }

    /** One of the texts of a pool for each event, all equally likely. */
    private record Choice(long key, TextPool pool) {

        int index(long event) {
            return (int) Draws.below(Draws.word(key, event), pool.size());
        }

        int length(long event) {
            return pool.lengths()[index(event)];
        }
    }

    private record OneOf(Choice choice) implements ColumnWriter {

        @Override
        public void begin(Vector vector) {
            choice.pool().lend((BytesVector) vector);
        }

        @Override
        public void write(Vector vector, Runs runs) {
            BytesVector texts = (BytesVector) vector;
            for (int run = 0; run < runs.count(); run++) {
                int index = choice.index(runs.event(run));
                texts.setRange(
                        runs.row(run),
                        choice.pool().starts()[index],
                        choice.pool().lengths()[index]);
            }
        }
    }

    /** {@code user@host.com}, both random. */
    private record Email(WordSequence users, WordSequence hosts) {

        private static final int MAX_USER = 7;
        private static final int MAX_HOST = 5;
        static final int MAX = MAX_USER + 1 + MAX_HOST + DOT_COM.length;

        Email(long seed) {
            this(
                    new WordSequence(Field.PERSON_EMAIL_USER.key(seed), MAX_USER),
                    new WordSequence(Field.PERSON_EMAIL_HOST.key(seed), MAX_HOST));
        }

        /** Writes the address of an event, for which there must be room; returns its length. */
        int write(byte[] to, int start, long event) {
            int end = part(to, start, users.write(to, start, event));
            to[end++] = '@';
            end = part(to, end, hosts.write(to, end, event));
            System.arraycopy(DOT_COM, 0, to, end, DOT_COM.length);
            return end + DOT_COM.length - start;
        }

        /** The length of the address of an event. */
        int length(long event) {
            return users.length(event) + 1 + hosts.length(event) + DOT_COM.length;
        }

        /** Moves a text to where it belongs when blanks were cut off in front of it; returns its end. */
        private static int part(byte[] bytes, int start, long range) {
            int length = Words.length(range);
            System.arraycopy(bytes, Words.start(range), bytes, start, length);
            return start + length;
        }
    }

    private record OfEmail(Email email) implements ColumnWriter {

        @Override
        public void write(Vector vector, Runs runs) {
            BytesVector texts = (BytesVector) vector;
            for (int run = 0; run < runs.count(); run++) {
                int start = texts.reserve(Email.MAX);
                texts.setRange(runs.row(run), start, email.write(texts.data(), start, runs.event(run)));
            }
        }
    }

    private record OfCreditCard(long key) implements ColumnWriter {

        @Override
        public void write(Vector vector, Runs runs) {
            BytesVector texts = (BytesVector) vector;
            for (int run = 0; run < runs.count(); run++) {
                int start = texts.reserve(CARD_LENGTH);
                long word = Draws.word(key, runs.event(run));
                byte[] data = texts.data();
                for (int i = 0; i < CARD_LENGTH; i++) {
                    if (i % 5 == 4) {
                        data[start + i] = ' ';
                    } else {
                        data[start + i] = (byte) ('0' + Math.unsignedMultiplyHigh(word, 10));
                        word *= 10;
                    }
                }
                texts.setRange(runs.row(run), start, CARD_LENGTH);
            }
        }
    }

    /** How much is missing depends on the lengths of the other texts. */
    private record OfExtra(long key, Extra extra, Choice names, Choice cities, Choice states, Email email)
            implements ColumnWriter {

        @Override
        public void begin(Vector vector) {
            extra.lend((BytesVector) vector);
        }

        @Override
        public void write(Vector vector, Runs runs) {
            BytesVector texts = (BytesVector) vector;
            for (int run = 0; run < runs.count(); run++) {
                long event = runs.event(run);
                long word = Draws.word(key, event);
                int others = names.length(event)
                        + cities.length(event)
                        + states.length(event)
                        + email.length(event)
                        + CARD_LENGTH;
                texts.setRange(runs.row(run), Extra.start(word), Extra.length(word, MISSING - others));
            }
        }
    }
}
