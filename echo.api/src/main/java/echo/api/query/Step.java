package echo.api.query;

import echo.api.model.ModelId;

/** From the items that a query has found so far to others. None is found twice. */
public sealed interface Step {
    /** Along the tree. */
    enum Kin implements Step {
        /** To all items, wherever one stands: how a query begins. */
        ITEMS,
        /** To those directly below. */
        CHILDREN,
        /** To those directly above; the root is no item. */
        PARENTS
    }

    /**
     * Along links. What is no item of the party's leads nowhere: a target that does not exist, or is another party's.
     *
     * @param to which ends it leads to, from the others
     * @param type what the links mean: a dotted name, at most {@link echo.api.Limits#TYPE_NAME} characters; another
     *     is refused with an {@code IllegalArgumentException}
     */
    record Links(End to, String type) implements Step {
        public Links {
            if (!ModelId.isType(type)) {
                throw new IllegalArgumentException(
                        "'" + type + "' is not a link type; write a dotted name, as team.lead");
            }
        }

        /** The same links, the other way. */
        public Links reversed() {
            return new Links(to == End.TARGETS ? End.SOURCES : End.TARGETS, type);
        }
    }

    /** One end of links. */
    enum End {
        /** What they lead to. */
        TARGETS("targets"),
        /** What has them. */
        SOURCES("sources");

        private final String word;

        End(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }
}
