package echo.storage.file.command;

import echo.api.feed.SetBack;
import echo.storage.file.FileStorage;
import echo.storage.file.disk.NioDisk;
import java.nio.file.Path;
import java.security.SecureRandom;

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
        try (FileStorage storage = FileStorage.open(new NioDisk(Path.of(words[0])), new SecureRandom(), notice -> {})) {
            storage.parties().forEach(party -> SetBack.note(storage.meta(), party, "was restored from a backup"));
            return storage.parties().size();
        }
    }
}
