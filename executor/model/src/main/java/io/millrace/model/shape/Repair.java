package io.millrace.model.shape;

import io.millrace.model.json.Json;

/** What would mend a flaw in a value's form, before it is known by which edits. */
public sealed interface Repair {

    /** What it does, as a command. */
    String label();

    /** Another key for the member at the place of the flaw. */
    record RenameKey(String label, String from, String to, Json value) implements Repair {}

    /** No member at the place of the flaw. */
    record RemoveKey(String label) implements Repair {}

    /** Another value at the place of the flaw. */
    record Replace(String label, Json value) implements Repair {}
}
