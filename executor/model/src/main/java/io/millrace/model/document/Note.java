package io.millrace.model.document;

import io.millrace.model.annotation.Field;

/**
 * A piece of paper on the canvas.
 *
 * @param text Markdown
 * @param position its upper left corner
 */
public record Note(NoteId id, @Field(multiline = true) String text, Point position, Size size) {

    /** The note with another text. */
    public Note withText(String other) {
        return new Note(id, other, position, size);
    }

    /** The note at another place. */
    public Note withPosition(Point other) {
        return new Note(id, text, other, size);
    }

    /** The note in another size. */
    public Note withSize(Size other) {
        return new Note(id, text, position, other);
    }
}
