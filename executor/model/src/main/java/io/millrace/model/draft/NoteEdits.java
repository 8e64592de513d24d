package io.millrace.model.draft;

import io.millrace.model.document.Note;
import io.millrace.model.document.NoteId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.document.Point;
import io.millrace.model.document.Size;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import java.util.List;
import java.util.Optional;

/** Changes the notes on the canvas. */
final class NoteEdits {

    private NoteEdits() {}

    static Applied apply(PipelineDocument document, Edit.NoteEdit edit) {
        Listing<Note> notes = new Listing<>("The note", document.layout().notes(), Note::id);
        return switch (edit) {
            case Edit.AddNote(Note note, Optional<Integer> index) ->
                applied(document, notes.added(note, index), new Edit.RemoveNote(note.id()));
            case Edit.RemoveNote(NoteId id) ->
                applied(document, notes.removed(id), new Edit.AddNote(notes.get(id), Optional.of(notes.require(id))));
            case Edit.SetNoteText(NoteId id, String text) -> {
                Note old = notes.get(id);
                yield applied(document, notes.replaced(id, old.withText(text)), new Edit.SetNoteText(id, old.text()));
            }
            case Edit.MoveNote(NoteId id, Point position) -> {
                Note old = notes.get(id);
                yield applied(
                        document,
                        notes.replaced(id, old.withPosition(position)),
                        new Edit.MoveNote(id, old.position()));
            }
            case Edit.ResizeNote(NoteId id, Size size) -> {
                Note old = notes.get(id);
                yield applied(document, notes.replaced(id, old.withSize(size)), new Edit.ResizeNote(id, old.size()));
            }
            case Edit.ReorderNote(NoteId id, int index) ->
                applied(document, notes.moved(id, index), new Edit.ReorderNote(id, notes.require(id)));
        };
    }

    private static Applied applied(PipelineDocument document, List<Note> notes, Edit undo) {
        return new Applied(document.withLayout(document.layout().withNotes(notes)), List.of(undo));
    }
}
