package io.millrace.model.shape;

import io.millrace.model.json.Json;
import io.millrace.model.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes values of one type as JSON and reads them back. Immutable; any thread may use one.
 *
 * @param <T> a record, or a sealed interface of records
 */
public final class Codec<T> {

    /** A value with more flaws than this is not mended one by one. */
    private static final int MOST_PROBLEMS = 200;

    private final Class<T> type;
    private final Shape shape;

    private Codec(Class<T> type, Shape shape) {
        this.type = type;
        this.shape = shape;
    }

    /**
     * The codec of a type.
     *
     * @throws IllegalArgumentException when values of the type have no JSON form, or what its records say about
     *     themselves does not fit
     */
    public static <T> Codec<T> of(Class<T> type) {
        Shape shape = Shapes.of(type);
        ShapeSoundness.require(shape);
        return new Codec<>(type, shape);
    }

    /** The JSON of a value. */
    public Json write(T value) {
        return ShapeWriter.write(shape, value);
    }

    /** Reads a value; each problem names its field from the value's root. */
    public Reading<T> read(Json json) {
        List<Problem> problems = new ArrayList<>();
        Optional<T> value = read(json, Place.root(), (place, problem, repair) -> {
            if (problems.size() < MOST_PROBLEMS) {
                Problem placed = problem.at(place.path());
                problems.add(repair.map(Repair::label).map(placed::fix).orElse(placed));
            }
        });
        return new Reading<>(value, problems);
    }

    /**
     * Reads a value that lies somewhere in a larger one.
     *
     * @return the value; empty when something was reported
     */
    public Optional<T> read(Json json, Place place, Findings findings) {
        return new ShapeReader(findings).read(shape, json, place).map(type::cast);
    }
}
