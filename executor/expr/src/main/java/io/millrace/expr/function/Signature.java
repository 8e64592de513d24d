package io.millrace.expr.function;

import io.millrace.expr.Call;
import io.millrace.expr.Expr;
import io.millrace.expr.Kernel;
import io.millrace.expr.Literal;
import io.millrace.expr.Operand;
import io.millrace.expr.Resolution;
import io.millrace.expr.ScalarFunction;
import io.millrace.expr.value.Carrier;
import io.millrace.expr.value.Utf8;
import io.millrace.model.type.BinaryType;
import io.millrace.model.type.CharacterType;
import io.millrace.model.type.DataType;
import io.millrace.model.type.ScalarType;
import io.millrace.model.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The typing of a function whose parameters are of fixed kinds, computed by one method per number of arguments: most
 * functions. {@code Signature.of(TEXT, INT).answers(STRING, Texts.class, "repeat")} is all there is to say about one, next
 * to its documentation. Immutable.
 */
final class Signature implements ScalarFunction.Resolver {

    /** A text, taken as it is. */
    static final Parameter TEXT = new Parameter("a text", Types::isCharacter, Optional.empty());

    /** Bytes, taken as they are. */
    static final Parameter BYTES = new Parameter("bytes", Types::isBinary, Optional.empty());

    /** A text or bytes, taken as they are: the bytes count. */
    static final Parameter TEXT_OR_BYTES =
            new Parameter("a text or bytes", type -> Types.isCharacter(type) || Types.isBinary(type), Optional.empty());

    /** TINYINT, SMALLINT or INT. */
    static final Parameter INT = new Parameter(
            "an INT", type -> Types.isInteger(type) && type != ScalarType.BIGINT, Optional.of(ScalarType.INT));

    /** An integer of any size. */
    static final Parameter BIGINT = new Parameter("an integer", Types::isInteger, Optional.of(ScalarType.BIGINT));

    /** Any number. */
    static final Parameter DOUBLE = new Parameter("a number", Types::isNumeric, Optional.of(ScalarType.DOUBLE));

    /**
     * What a parameter takes.
     *
     * @param wanted the words for it in a refusal
     * @param as the type it is converted to, if it is
     */
    record Parameter(String wanted, Predicate<SqlType> accepts, Optional<SqlType> as) {

        /** Exactly one type. */
        static Parameter of(SqlType type) {
            return new Parameter(type.toString(), type::equals, Optional.empty());
        }

        DataType type(DataType argument) {
            return as.map(type -> new DataType(type, argument.isNullable())).orElse(argument);
        }
    }

    private final List<Parameter> parameters;
    private final Function<List<Expr>, SqlType> result;
    private final Class<?> owner;
    private final String method;
    private final boolean nullable;
    private final boolean answersNull;
    private final boolean zoned;
    private final Optional<Class<?>> workspace;
    private final Map<Integer, Consumer<String>> checks;

    private Signature(
            List<Parameter> parameters,
            Function<List<Expr>, SqlType> result,
            Class<?> owner,
            String method,
            boolean nullable,
            boolean answersNull,
            boolean zoned,
            Optional<Class<?>> workspace,
            Map<Integer, Consumer<String>> checks) {
        this.parameters = parameters;
        this.result = result;
        this.owner = owner;
        this.method = method;
        this.nullable = nullable;
        this.answersNull = answersNull;
        this.zoned = zoned;
        this.workspace = workspace;
        this.checks = checks;
    }

    /** The parameters so far. */
    record Parameters(List<Parameter> list) {

        /** A value of the type, NULL only where an argument is. */
        Signature answers(SqlType type, Class<?> owner, String method) {
            return answers(_ -> type, owner, method);
        }

        /** A value of the type that the arguments decide. */
        Signature answers(Function<List<Expr>, SqlType> type, Class<?> owner, String method) {
            return new Signature(list, type, owner, method, false, false, false, Optional.empty(), Map.of());
        }
    }

    /** These parameters; a call has all of them or, by the function's declaration, the first few. */
    static Parameters of(Parameter... parameters) {
        return new Parameters(List.of(parameters));
    }

    /** The method may raise a flag to answer NULL. */
    Signature orNull() {
        return new Signature(parameters, result, owner, method, true, true, zoned, workspace, checks);
    }

    /** The type admits NULL as Flink's does, though the method never answers it. */
    Signature typedNullable() {
        return new Signature(parameters, result, owner, method, true, answersNull, zoned, workspace, checks);
    }

    /** The method gets the pipeline's time zone behind the arguments. */
    Signature inZone() {
        return new Signature(parameters, result, owner, method, nullable, answersNull, true, workspace, checks);
    }

    /** The method keeps something between rows, which it gets behind the arguments. */
    Signature with(Class<?> workspace) {
        return new Signature(
                parameters, result, owner, method, nullable, answersNull, zoned, Optional.of(workspace), checks);
    }

    /**
     * A literal as this argument is looked at when the call is typed.
     *
     * @param check throws an {@link IllegalArgumentException} that says what is wrong
     */
    Signature checking(int argument, Consumer<String> check) {
        Map<Integer, Consumer<String>> more = new TreeMap<>(checks);
        more.put(argument, check);
        return new Signature(parameters, result, owner, method, nullable, answersNull, zoned, workspace, more);
    }

    @Override
    public Resolution resolve(ScalarFunction function, List<Expr> args) {
        List<DataType> types = new ArrayList<>();
        List<Operand> operands = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            Parameter parameter = parameters.get(i);
            Expr arg = args.get(i);
            if (Literal.isUntypedNull(arg)
                    || !parameter.accepts().test(arg.type().type())) {
                return Rejections.argument(function, args, i, parameter.wanted());
            }
            Optional<Resolution> wrong = checked(function, args, i);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            DataType type = parameter.type(arg.type());
            types.add(type);
            operands.add(Operand.Argument.of(i, type.type()));
        }
        if (zoned) {
            operands.add(new Operand.Zone());
        }
        workspace.ifPresent(type -> operands.add(new Operand.Workspace(type)));
        SqlType answer = result.apply(args);
        DataType type = new DataType(answer, nullable || Types.anyNullable(args));
        Kernel kernel = new Kernel(owner, method, operands, Carrier.of(answer), answersNull);
        return Resolution.of(new Call(function, args, types, type, kernel));
    }

    private Optional<Resolution> checked(ScalarFunction function, List<Expr> args, int index) {
        Consumer<String> check = checks.get(index);
        if (check != null && args.get(index) instanceof Literal(Utf8 text, var _)) {
            try {
                check.accept(text.toString());
            } catch (IllegalArgumentException e) {
                return Optional.of(Resolution.rejected(
                        index, function.name() + " does not know '" + text + "': " + e.getMessage()));
            }
        }
        return Optional.empty();
    }

    /** The type of the first argument. */
    static SqlType ofFirst(List<Expr> args) {
        return args.getFirst().type().type();
    }

    /** That of the first argument, of varying length. */
    static SqlType likeFirst(List<Expr> args) {
        return varying(ofFirst(args));
    }

    /** The type of texts, or bytes, that are no longer than those of this type. */
    static SqlType varying(SqlType type) {
        return switch (type) {
            case CharacterType text -> new CharacterType(text.length(), false);
            case BinaryType bytes -> new BinaryType(bytes.length(), false);
            default -> type;
        };
    }
}
