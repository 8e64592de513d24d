package io.millrace.model.document;

/**
 * A place on the canvas, in pixels at 100 % zoom, x to the right, y down.
 *
 * @throws IllegalArgumentException (from the constructor) when a coordinate is not a finite number
 */
public record Point(double x, double y) {

    public Point {
        if (!Double.isFinite(x) || !Double.isFinite(y)) {
            throw new IllegalArgumentException("A place needs finite coordinates, not " + x + " and " + y);
        }
        // -0.0 and 0.0 are one place.
        x += 0.0;
        y += 0.0;
    }
}
