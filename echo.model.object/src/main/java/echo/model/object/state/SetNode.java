package echo.model.object.state;

import echo.api.FeedKey;
import echo.api.model.PersistentMap;
import echo.api.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An observed-remove set: each element with the addings that no removal has seen. An element without addings is not in it.
 *
 * @param members the addings of each element; the values repeat the keys
 */
public record SetNode(PersistentMap<SetElement, PersistentMap<ElementId, ElementId>> members) implements Node {
    // After Shapiro et al., "A comprehensive study of convergent and commutative replicated data types", 2011, 3.3.5.
    // An adding replaces those that its writer saw, so an element has at most one adding for each writer. A feed is
    // written in order, so whatever it added before, its writer has seen, even if the handle it used had not.

    public static final SetNode EMPTY = new SetNode(PersistentMap.empty());

    /** The set with one more adding of {@code element}, named {@code adding}, in place of the {@code seen} ones. */
    public SetNode add(SetElement element, ElementId adding, List<ElementId> seen) {
        var left = unseen(element, adding.origin().position().feed(), seen);
        return new SetNode(members.with(element, left.with(adding, adding)));
    }

    /** The set without the {@code seen} addings of {@code element} and those of {@code feed}, if it has any. */
    public Optional<SetNode> remove(SetElement element, FeedKey feed, List<ElementId> seen) {
        var left = unseen(element, feed, seen);
        if (left.size() == addings(element).size()) {
            return Optional.empty();
        }
        return Optional.of(with(element, left));
    }

    /** The set without the {@code gone} addings of {@code element} and with the {@code back} ones, if it is not that already. */
    public Optional<SetNode> exchange(SetElement element, List<ElementId> gone, List<ElementId> back) {
        var addings = addings(element);
        for (ElementId adding : gone) {
            addings = addings.without(adding);
        }
        for (ElementId adding : back) {
            addings = addings.with(adding, adding);
        }
        return addings.equals(addings(element)) ? Optional.empty() : Optional.of(with(element, addings));
    }

    /** Whether {@code element} is in the set. */
    public boolean has(SetElement element) {
        return members.containsKey(element);
    }

    /** The addings of {@code element}, ascending. */
    public List<ElementId> seen(SetElement element) {
        List<ElementId> seen = new ArrayList<>();
        addings(element).forEach(adding -> seen.add(adding.getKey()));
        return seen;
    }

    @Override
    public boolean isOlderThan(Origin origin) {
        for (Map.Entry<SetElement, PersistentMap<ElementId, ElementId>> member : members) {
            if (member.getValue()
                    .last()
                    .filter(it -> it.getKey().origin().compareTo(origin) >= 0)
                    .isPresent()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean isValue() {
        return false;
    }

    @Override
    public boolean isRest() {
        return members.isEmpty();
    }

    @Override
    public Value.ListValue value() {
        List<Value> values = new ArrayList<>(members.size());
        for (Map.Entry<SetElement, PersistentMap<ElementId, ElementId>> member : members) {
            values.add(member.getKey().value());
        }
        return new Value.ListValue(values);
    }

    private SetNode with(SetElement element, PersistentMap<ElementId, ElementId> addings) {
        return new SetNode(addings.isEmpty() ? members.without(element) : members.with(element, addings));
    }

    private PersistentMap<ElementId, ElementId> addings(SetElement element) {
        return members.get(element).orElse(PersistentMap.empty());
    }

    private PersistentMap<ElementId, ElementId> unseen(SetElement element, FeedKey feed, List<ElementId> seen) {
        PersistentMap<ElementId, ElementId> left = addings(element);
        for (Map.Entry<ElementId, ElementId> adding : left) {
            if (adding.getKey().origin().position().feed().equals(feed)) {
                left = left.without(adding.getKey());
            }
        }
        for (ElementId adding : seen) {
            left = left.without(adding);
        }
        return left;
    }
}
