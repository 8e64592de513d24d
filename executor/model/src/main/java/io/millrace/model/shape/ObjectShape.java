package io.millrace.model.shape;

import io.millrace.model.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** An object with certain members: most often a record with its components. */
public final class ObjectShape implements Shape {

    private final String name;
    private final Class<?> type;
    private final Function<Object[], Object> make;
    private final Supplier<List<Member>> source;

    /** Found at first use, because a record may hold itself; any thread may write it, all write the same. */
    private volatile List<Member> members = List.of();

    private volatile boolean isComplete;

    /**
     * The shape of an object.
     *
     * @param name what schemas call it
     * @param type its Java type
     * @param source gives its members, in the order {@code make} wants their values
     * @param make builds the Java value; throws {@link IllegalArgumentException} with a message for the user
     */
    public ObjectShape(String name, Class<?> type, Supplier<List<Member>> source, Function<Object[], Object> make) {
        this.name = name;
        this.type = type;
        this.source = source;
        this.make = make;
    }

    /**
     * One member.
     *
     * @param key its key
     * @param isOptional whether the Java value is an {@code Optional}
     * @param defaultValue what its absence means, where it may be absent and the Java value is none
     * @param hints for forms and schemas
     * @param get takes its value out of the Java value of the whole
     */
    public record Member(
            String key,
            Shape shape,
            boolean isOptional,
            Optional<Json> defaultValue,
            Hints hints,
            Function<Object, Object> get) {

        /** Whether it must be there. */
        public boolean isRequired() {
            return !isOptional && defaultValue.isEmpty();
        }
    }

    /** What a form or schema says about a member. Texts may be empty. */
    public record Hints(String label, String help, Optional<Json> example, boolean isAdvanced) {

        /** Nothing to say. */
        public static final Hints NONE = new Hints("", "", Optional.empty(), false);
    }

    /** What schemas call it. */
    public String name() {
        return name;
    }

    /** Its Java type. */
    public Class<?> type() {
        return type;
    }

    /** Its members in order. */
    public List<Member> members() {
        if (!isComplete) {
            members = List.copyOf(source.get());
            isComplete = true;
        }
        return members;
    }

    /** The member under this key. */
    public Optional<Member> member(String key) {
        return members().stream().filter(member -> member.key().equals(key)).findFirst();
    }

    /**
     * The member that says which element of a list an object is: {@code id}, or else {@code name}, when it is required
     * and of a type made for naming (and not any text).
     */
    public Optional<Member> identity() {
        return member("id").or(() -> member("name")).filter(ObjectShape::names);
    }

    private static boolean names(Member member) {
        return member.isRequired()
                && member.shape() instanceof Text text
                && (text.type().pattern().isPresent() || text.meaning() instanceof Meaning.ElementIdentity);
    }

    /** The Java value of these members, in their order. */
    Object make(Object[] values) {
        return make.apply(values);
    }

    @Override
    public String toString() {
        return name;
    }
}
