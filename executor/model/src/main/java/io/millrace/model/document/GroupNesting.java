package io.millrace.model.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How groups lie in each other: a forest, or else some links to parents are broken. */
public final class GroupNesting {

    private GroupNesting() {}

    /**
     * The groups whose parent cannot be: it is not there, or following parents leads in a circle, of which the first
     * group in the list is named. Without these links the groups are a forest.
     */
    public static Set<GroupId> broken(List<Group> groups) {
        Map<GroupId, Integer> places = new HashMap<>();
        for (int i = 0; i < groups.size(); i++) {
            places.put(groups.get(i).id(), i);
        }
        Set<GroupId> broken = new HashSet<>();
        Set<GroupId> done = new HashSet<>();
        for (Group group : groups) {
            Map<GroupId, Integer> way = new HashMap<>();
            List<Integer> steps = new ArrayList<>();
            Optional<Group> at = Optional.of(group);
            while (at.isPresent() && !done.contains(at.get().id())) {
                Group here = at.get();
                Integer before = way.putIfAbsent(here.id(), steps.size());
                if (before != null) {
                    int first = steps.subList(before, steps.size()).stream()
                            .mapToInt(Integer::intValue)
                            .min()
                            .orElseThrow();
                    broken.add(groups.get(first).id());
                    break;
                }
                steps.add(places.getOrDefault(here.id(), 0));
                Optional<Integer> parent = here.parent().map(places::get);
                if (here.parent().isPresent() && parent.isEmpty()) {
                    broken.add(here.id());
                }
                at = parent.map(groups::get);
            }
            done.addAll(way.keySet());
        }
        return broken;
    }
}
