package io.millrace.model.catalogue;

import io.millrace.model.document.Node;
import io.millrace.model.problem.Problem;
import io.millrace.model.shape.Place;
import io.millrace.model.shape.ShapeReader;
import java.util.ArrayList;
import java.util.List;

/** Checks configs by their schema alone, for whoever has a catalogue but not the classes behind it. */
public final class ConfigCheck {

    private ConfigCheck() {}

    /** What is wrong with the form of a node's config; the same as {@link ConfigBinder#bind} would say of its JSON. */
    public static List<Problem> problems(Node node, ConfigSchema schema) {
        List<Problem> problems = new ArrayList<>();
        new ShapeReader(new ConfigFindings(node.id(), problems)).read(schema.shape(), node.config(), Place.root());
        return List.copyOf(problems);
    }
}
