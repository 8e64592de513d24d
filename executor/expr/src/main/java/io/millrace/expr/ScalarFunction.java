package io.millrace.expr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The one declaration of a function: all that typing, printing, the interpreter, generated code, documentation and the
 * comparison with Flink know about it. Immutable; one instance per function, so identity is equality.
 */
public final class ScalarFunction {

    /** Types a call. */
    @FunctionalInterface
    public interface Resolver {
        /** What {@code function} over {@code args}, which has a permitted number of them, comes to. */
        Resolution resolve(ScalarFunction function, List<Expr> args);
    }

    /** What most functions do with NULL. */
    public static final String STRICT = "NULL when an argument is NULL";

    private static final Syntax PLAIN = new Syntax.Plain();

    private final String name;
    private final List<String> aliases;
    private final Category category;
    private final int minArgs;
    private final int maxArgs;
    private final Map<Integer, Syntax> syntax;
    private final Syntax plain;
    private final String signature;
    private final String meaning;
    private final String nulls;
    private final String difference;
    private final List<Example> examples;
    private final Resolver resolver;

    private ScalarFunction(Builder builder) {
        name = builder.name;
        aliases = List.copyOf(builder.aliases);
        category = builder.category;
        minArgs = builder.minArgs;
        maxArgs = builder.maxArgs;
        syntax = Map.copyOf(builder.syntax);
        plain = builder.plain;
        signature = builder.signature;
        meaning = builder.meaning;
        nulls = builder.nulls;
        difference = builder.difference;
        examples = List.copyOf(builder.examples);
        resolver = Objects.requireNonNull(builder.resolver, name);
        if (meaning.isEmpty() || signature.isEmpty() || examples.isEmpty()) {
            throw new IllegalArgumentException("The declaration of " + name + " lacks a signature, meaning or example");
        }
    }

    /** Starts a declaration. */
    public static Builder named(String name, Category category) {
        return new Builder(name, category);
    }

    /** The name in upper case, or the operator's sign. */
    public String name() {
        return name;
    }

    /** Other names of the same function. */
    public List<String> aliases() {
        return aliases;
    }

    public Category category() {
        return category;
    }

    public int minArgs() {
        return minArgs;
    }

    public int maxArgs() {
        return maxArgs;
    }

    /** How a call with this many arguments is written. */
    public Syntax syntax(int args) {
        return syntax.getOrDefault(args, plain);
    }

    /** Arguments and result for readers: {@code UPPER(text) → the text's type}. */
    public String signature() {
        return signature;
    }

    /** What it answers, in one sentence. */
    public String meaning() {
        return meaning;
    }

    /** What becomes of NULL among the arguments, in one sentence. */
    public String nulls() {
        return nulls;
    }

    /** Where the answer is not Flink's; empty when it always is. */
    public String difference() {
        return difference;
    }

    public List<Example> examples() {
        return examples;
    }

    /** Types a call: the function's name and the arguments decide everything. */
    public Resolution resolve(List<Expr> args) {
        if (args.size() < minArgs || args.size() > maxArgs) {
            return Resolution.rejected(name + " takes " + countText() + ", not " + args.size());
        }
        return resolver.resolve(this, args);
    }

    private String countText() {
        if (minArgs == maxArgs) {
            return minArgs == 1 ? "1 argument" : minArgs + " arguments";
        }
        return maxArgs == Integer.MAX_VALUE
                ? "at least " + minArgs + " arguments"
                : minArgs + " to " + maxArgs + " arguments";
    }

    @Override
    public String toString() {
        return name;
    }

    /** Collects a declaration. */
    public static final class Builder {
        private final String name;
        private final Category category;
        private final List<String> aliases = new ArrayList<>();
        private final Map<Integer, Syntax> syntax = new HashMap<>();
        private final List<Example> examples = new ArrayList<>();
        private Syntax plain = PLAIN;
        private int minArgs = 1;
        private int maxArgs = 1;
        private String signature = "";
        private String meaning = "";
        private String nulls = STRICT;
        private String difference = "";
        private @org.jspecify.annotations.Nullable Resolver resolver;

        private Builder(String name, Category category) {
            this.name = name;
            this.category = category;
        }

        /** Another name. */
        public Builder alias(String alias) {
            aliases.add(alias);
            return this;
        }

        /** Exactly this many arguments; 1 unless said. */
        public Builder args(int count) {
            return args(count, count);
        }

        /** From {@code min} to {@code max} arguments. */
        public Builder args(int min, int max) {
            minArgs = min;
            maxArgs = max;
            return this;
        }

        /** How a call with {@code args} arguments is written; {@link Syntax.Plain} unless said. */
        public Builder syntax(int args, Syntax syntax) {
            this.syntax.put(args, syntax);
            return this;
        }

        /** How every call is written. */
        public Builder anySyntax(Syntax syntax) {
            plain = syntax;
            return this;
        }

        public Builder signature(String signature) {
            this.signature = signature;
            return this;
        }

        public Builder meaning(String meaning) {
            this.meaning = meaning;
            return this;
        }

        /** What becomes of NULL among the arguments; {@link #STRICT} unless said. */
        public Builder nulls(String nulls) {
            this.nulls = nulls;
            return this;
        }

        /** Where we differ from Flink. */
        public Builder difference(String difference) {
            this.difference = difference;
            return this;
        }

        public Builder example(String sql, String value) {
            examples.add(new Example(sql, value));
            return this;
        }

        /** Completes the declaration with its typing. */
        public ScalarFunction resolvedBy(Resolver resolver) {
            this.resolver = resolver;
            return new ScalarFunction(this);
        }
    }
}
