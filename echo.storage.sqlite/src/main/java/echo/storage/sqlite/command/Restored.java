package echo.storage.sqlite.command;

import echo.api.feed.SetBack;
import echo.storage.sqlite.SqliteStorage;
import java.nio.file.Path;

/** What is done to a data folder that was just made of a backup, before any node may use it. One thread. */
public final class Restored {
    private Restored() {}

    /**
     * Notes of each party that its store is set back.
     *
     * @param words the data folder
     * @return how many parties there are
     */
    public static Integer run(String... words) {
        try (SqliteStorage storage = SqliteStorage.open(Path.of(words[0]), notice -> {})) {
            storage.parties().forEach(party -> SetBack.note(storage.meta(), party, "was restored from a backup"));
            return storage.parties().size();
        }
    }
}
