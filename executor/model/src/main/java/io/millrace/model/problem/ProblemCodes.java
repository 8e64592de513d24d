package io.millrace.model.problem;

/**
 * The codes of problems this module finds. Closed: a new one is added here with its meaning. Other modules have a class
 * like this one, with codes of their own.
 */
public final class ProblemCodes {

    // The text of a document.

    /** The text is longer, deeper, or its aliases unfold to more than is accepted. */
    public static final ProblemCode DOCUMENT_TOO_LARGE = code("document.tooLarge");

    /** The text is no JSON or YAML, or not Unicode. */
    public static final ProblemCode DOCUMENT_SYNTAX = code("document.syntax");

    /** YAML that is no document of ours: several documents, tags, keys that are no text, anchors that hold themselves. */
    public static final ProblemCode YAML_UNSUPPORTED = code("yaml.unsupported");

    /** An object has one key twice. */
    public static final ProblemCode KEY_DUPLICATE = code("key.duplicate");

    // The shape of a value.

    /** A key that the object does not have. */
    public static final ProblemCode KEY_UNKNOWN = code("key.unknown");

    /** A key that must be there is not. */
    public static final ProblemCode VALUE_MISSING = code("value.missing");

    /** A value of another sort than expected: text where a number belongs. */
    public static final ProblemCode VALUE_TYPE = code("value.type");

    /** A number, duration or list outside its bounds. */
    public static final ProblemCode VALUE_RANGE = code("value.range");

    /** A name that is none of a closed set: an enum value, the variant of an object. */
    public static final ProblemCode VALUE_UNKNOWN = code("value.unknown");

    /** Text that is not written as it must be: an id, a duration, a SQL type. */
    public static final ProblemCode VALUE_INVALID = code("value.invalid");

    /** Two elements, nodes, parameters … with the same identity. */
    public static final ProblemCode ID_DUPLICATE = code("id.duplicate");

    // The drawing.

    /** The apiVersion or kind is not one this version reads. */
    public static final ProblemCode DOCUMENT_VERSION = code("document.version");

    /** A node type that the catalogue does not have. */
    public static final ProblemCode NODE_TYPE_UNKNOWN = code("node.type.unknown");

    /** A version of a node type that the catalogue does not have. */
    public static final ProblemCode NODE_TYPE_VERSION_UNKNOWN = code("node.type.version");

    /** An edge, a dead-letter policy or the layout names a node that is not there. */
    public static final ProblemCode NODE_UNKNOWN = code("node.unknown");

    /** An edge names a port that its node does not have. */
    public static final ProblemCode PORT_UNKNOWN = code("port.unknown");

    /** An input port that needs an edge has none. */
    public static final ProblemCode PORT_UNCONNECTED = code("port.unconnected");

    /** An input port that takes one edge has several. */
    public static final ProblemCode PORT_CROWDED = code("port.crowded");

    /** Edges lead in a circle. */
    public static final ProblemCode EDGE_CYCLE = code("edge.cycle");

    /** A policy without the node it needs, or with one it has no use for. */
    public static final ProblemCode ERROR_POLICY_INVALID = code("errors.invalid");

    // Edits.

    /** What an edit names is not there. */
    public static final ProblemCode EDIT_TARGET_MISSING = code("edit.targetMissing");

    /** What an edit adds is there already. */
    public static final ProblemCode EDIT_TARGET_EXISTS = code("edit.targetExists");

    /** An edit's path leads to something that cannot be changed this way. */
    public static final ProblemCode EDIT_PATH_INVALID = code("edit.pathInvalid");

    /** A value an edit brings cannot stand where it puts it. */
    public static final ProblemCode EDIT_VALUE_INVALID = code("edit.valueInvalid");

    /** An edit would change the id of a list element. */
    public static final ProblemCode ELEMENT_ID_FIXED = code("edit.elementIdFixed");

    private ProblemCodes() {}

    private static ProblemCode code(String value) {
        return new ProblemCode(value);
    }
}
