package echo.pipeline.query;

import echo.api.ItemId;
import echo.api.ItemReference;
import echo.api.query.Step;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * Where a query takes its candidates from: every item that its condition holds for is among them, perhaps several times, and
 * others may be. Immutable; one thread reads it at a time, since {@link Row}s are not for more.
 */
sealed interface Access {
    /** About how many candidates there are. */
    int estimate();

    Iterator<Row> rows();

    /** All items. */
    record Scan(ItemGraph graph) implements Access {
        @Override
        public int estimate() {
            return graph.size();
        }

        @Override
        public Iterator<Row> rows() {
            return graph.all();
        }

        @Override
        public String toString() {
            return "scan";
        }
    }

    /** One item. */
    record Only(ItemGraph graph, ItemId item) implements Access {
        @Override
        public int estimate() {
            return 1;
        }

        @Override
        public Iterator<Row> rows() {
            return graph.item(item).stream().iterator();
        }

        @Override
        public String toString() {
            return "item " + item;
        }
    }

    /** The items directly below one, or below the root. */
    record Children(ItemGraph graph, ItemId parent) implements Access {
        @Override
        public int estimate() {
            return graph.childCount(parent);
        }

        @Override
        public Iterator<Row> rows() {
            return graph.children(parent).iterator();
        }

        @Override
        public String toString() {
            return "children of " + parent;
        }
    }

    /** All items below one. How many is not known before, so that an index is preferred unless it has most items. */
    record Descendants(ItemGraph graph, ItemId ancestor) implements Access {
        @Override
        public int estimate() {
            return graph.size() / 2 + 1;
        }

        @Override
        public Iterator<Row> rows() {
            Deque<Row> open = new ArrayDeque<>(graph.children(ancestor));
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return !open.isEmpty();
                }

                @Override
                public Row next() {
                    Row next = open.remove();
                    open.addAll(next.children());
                    return next;
                }
            };
        }

        @Override
        public String toString() {
            return "descendants of " + ancestor;
        }
    }

    /** The items at the other ends of links of one, which may be another party's or not exist. */
    record Linked(ItemGraph graph, ItemReference one, Step.Links links) implements Access {
        @Override
        public int estimate() {
            return graph.countEnds(one, links);
        }

        @Override
        public Iterator<Row> rows() {
            return graph.linked(one, links).iterator();
        }

        @Override
        public String toString() {
            return links.to().word() + " of " + one + " by " + links.type();
        }
    }

    /** A part of an index. */
    record Range(ItemGraph graph, Index index, Index.Span span) implements Access {
        @Override
        public int estimate() {
            return index.count(span);
        }

        @Override
        public Iterator<Row> rows() {
            Iterator<ItemId> items = index.items(span);
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public Row next() {
                    return graph.item(items.next()).orElseThrow();
                }
            };
        }

        @Override
        public String toString() {
            return index.by().toString();
        }
    }

    /** One after the other. */
    record Union(List<Access> parts) implements Access {
        @Override
        public int estimate() {
            return parts.stream().mapToInt(Access::estimate).sum();
        }

        @Override
        public Iterator<Row> rows() {
            Iterator<Access> rest = parts.iterator();
            return new Iterator<>() {
                private Optional<Iterator<Row>> open = Optional.empty();

                @Override
                public boolean hasNext() {
                    while (open.filter(Iterator::hasNext).isEmpty() && rest.hasNext()) {
                        open = Optional.of(rest.next().rows());
                    }
                    return open.filter(Iterator::hasNext).isPresent();
                }

                @Override
                public Row next() {
                    return open.orElseThrow().next();
                }
            };
        }

        @Override
        public String toString() {
            return String.join(
                    " or ", parts.stream().map(Access::toString).distinct().toList());
        }
    }
}
