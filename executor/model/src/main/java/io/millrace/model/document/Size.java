package io.millrace.model.document;

/**
 * The extent of something on the canvas, in pixels at 100 % zoom.
 *
 * @throws IllegalArgumentException (from the constructor) when a side is not a finite number above zero
 */
public record Size(double width, double height) {

    public Size {
        if (!(width > 0 && Double.isFinite(width) && height > 0 && Double.isFinite(height))) {
            throw new IllegalArgumentException("A size needs sides above zero, not " + width + " and " + height);
        }
    }
}
