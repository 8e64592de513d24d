package io.millrace.model.draft;

import io.millrace.model.document.Group;
import io.millrace.model.document.GroupId;
import io.millrace.model.document.Layout;
import io.millrace.model.document.NodeId;
import io.millrace.model.document.PipelineDocument;
import io.millrace.model.draft.EditResult.Applied;
import io.millrace.model.edit.Edit;
import io.millrace.model.problem.ProblemCodes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes the groups on the canvas. A node that enters a group leaves the one it was in. */
final class GroupEdits {

    private GroupEdits() {}

    static Applied apply(PipelineDocument document, Edit.GroupEdit edit) {
        Listing<Group> groups = new Listing<>("The group", document.layout().groups(), Group::id);
        return switch (edit) {
            case Edit.AddGroup(Group group, Optional<Integer> index) -> {
                groups.requireFree(group.id());
                group.parent().ifPresent(groups::require);
                requireMembers(document, group.nodes());
                List<Edit> undo = new ArrayList<>();
                undo.add(new Edit.RemoveGroup(group.id()));
                Listing<Group> left = without(groups, group.nodes(), group.id(), undo);
                yield applied(document, left.added(group, index), undo);
            }
            case Edit.RemoveGroup(GroupId id) -> remove(document, groups, id);
            case Edit.RenameGroup(GroupId id, String name) -> {
                Group old = groups.get(id);
                yield applied(
                        document,
                        groups.replaced(id, old.withName(name)),
                        List.of(new Edit.RenameGroup(id, old.name())));
            }
            case Edit.SetGroupNodes(GroupId id, List<NodeId> nodes) -> {
                Group old = groups.get(id);
                requireMembers(document, nodes);
                List<Edit> undo = new ArrayList<>();
                undo.add(new Edit.SetGroupNodes(id, old.nodes()));
                Listing<Group> left = without(groups, nodes, id, undo);
                yield applied(document, left.replaced(id, old.withNodes(nodes)), undo);
            }
            case Edit.SetGroupParent(GroupId id, Optional<GroupId> parent) -> {
                Group old = groups.get(id);
                parent.ifPresent(outer -> requireOutside(document.layout(), groups, id, outer));
                yield applied(
                        document,
                        groups.replaced(id, old.withParent(parent)),
                        List.of(new Edit.SetGroupParent(id, old.parent())));
            }
            case Edit.ReorderGroup(GroupId id, int index) ->
                applied(document, groups.moved(id, index), List.of(new Edit.ReorderGroup(id, groups.require(id))));
        };
    }

    private static Applied remove(PipelineDocument document, Listing<Group> groups, GroupId id) {
        Group old = groups.get(id);
        List<Edit> undo = new ArrayList<>();
        undo.add(new Edit.AddGroup(old, Optional.of(groups.require(id))));
        List<Group> others = new ArrayList<>();
        for (Group group : groups.removed(id)) {
            boolean isInside = group.parent().equals(Optional.of(id));
            others.add(isInside ? group.withParent(old.parent()) : group);
            if (isInside) {
                undo.add(new Edit.SetGroupParent(group.id(), group.parent()));
            }
        }
        return applied(document, others, undo);
    }

    /** The groups other than one without these members; what it takes to bring them back goes to {@code undo}. */
    private static Listing<Group> without(Listing<Group> groups, List<NodeId> nodes, GroupId except, List<Edit> undo) {
        Set<NodeId> taken = new HashSet<>(nodes);
        List<Group> left = new ArrayList<>();
        for (Group group : groups.elements()) {
            boolean isRobbed =
                    !group.id().equals(except) && group.nodes().stream().anyMatch(taken::contains);
            left.add(
                    isRobbed
                            ? group.withNodes(group.nodes().stream()
                                    .filter(node -> !taken.contains(node))
                                    .toList())
                            : group);
            if (isRobbed) {
                undo.add(new Edit.SetGroupNodes(group.id(), group.nodes()));
            }
        }
        return new Listing<>(groups.what(), left, groups.identity());
    }

    private static void requireMembers(PipelineDocument document, List<NodeId> nodes) {
        Set<NodeId> seen = new HashSet<>();
        for (NodeId node : nodes) {
            if (document.node(node).isEmpty()) {
                throw EditRefused.missing("The node", node);
            }
            if (!seen.add(node)) {
                throw EditRefused.of(
                        ProblemCodes.EDIT_VALUE_INVALID, "The node `" + node + "` stands twice in the group");
            }
        }
    }

    private static void requireOutside(Layout layout, Listing<Group> groups, GroupId id, GroupId parent) {
        groups.require(parent);
        Optional<GroupId> at = Optional.of(parent);
        while (at.isPresent()) {
            if (at.get().equals(id)) {
                throw EditRefused.of(
                        ProblemCodes.EDIT_VALUE_INVALID,
                        "The group `" + id + "` cannot lie in `" + parent + "`, which is or lies in itself");
            }
            at = layout.group(at.get()).flatMap(Group::parent);
        }
    }

    private static Applied applied(PipelineDocument document, List<Group> groups, List<Edit> undo) {
        return new Applied(document.withLayout(document.layout().withGroups(groups)), undo);
    }
}
