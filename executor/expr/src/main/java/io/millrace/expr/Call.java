package io.millrace.expr;

import io.millrace.model.type.DataType;
import java.util.List;

/**
 * A function applied to arguments. NULL when an argument the kernel reads is NULL; otherwise what the kernel answers.
 * Built by {@link ScalarFunction#resolve}; function name and arguments decide all the rest.
 *
 * @param parameters for each argument, the type it is converted to before the kernel gets it
 * @param kernel what computes it
 */
public record Call(ScalarFunction function, List<Expr> args, List<DataType> parameters, DataType type, Kernel kernel)
        implements Expr {

    public Call {
        args = List.copyOf(args);
        parameters = List.copyOf(parameters);
        if (args.size() != parameters.size()) {
            throw new IllegalArgumentException(
                    function.name() + " has " + args.size() + " arguments for " + parameters.size() + " parameters");
        }
        kernel.requireFits(parameters, type);
    }

    @Override
    public List<Expr> children() {
        return args;
    }

    @Override
    public Expr withChildren(List<Expr> children) {
        return function.resolve(children).orThrow();
    }
}
