package echo.api.feed;

import echo.api.Bytes;

/**
 * The note, among a storage's small records, that its feeds are written with {@link Durability#OS}: a power cut may take their
 * ends, of which peers may know. It stands while such a storage is open. One that opens and finds it was not closed, so its
 * parties count as {@link SetBack}: a device that went on from there might fork its feeds.
 *
 * <p>Errors are those of the {@link MetaStore}. Any thread.
 */
public final class Unforced {
    /** The record's name. It belongs to one storage, and is not copied. */
    public static final String RECORD = "storage.unforced";

    private Unforced() {}

    /** {@code storage} was opened, and none of its feeds yet. */
    public static void opened(Storage storage) {
        MetaStore records = storage.meta();
        boolean found = records.get(RECORD).isPresent();
        if (found) {
            storage.parties()
                    .forEach(party -> SetBack.note(records, party, "was not closed while its durability was OS,"));
        }
        if (storage.commits().durability() == Durability.OS) {
            if (!found) {
                records.put(RECORD, Bytes.utf8("1"));
            }
        } else if (found) {
            records.delete(RECORD);
        }
    }

    /** {@code storage} is being closed, and all that was appended to its feeds was forced. */
    public static void closed(Storage storage) {
        if (storage.commits().durability() == Durability.OS) {
            storage.meta().delete(RECORD);
        }
    }
}
