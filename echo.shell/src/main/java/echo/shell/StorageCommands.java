package echo.shell;

import echo.api.feed.Moved;
import echo.api.feed.Storages;
import echo.shell.words.Patience;
import echo.shell.words.Words;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.felix.service.command.Descriptor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code storage:…}: where the node keeps what it has. Works also while no node runs. */
@Component(
        service = StorageCommands.class,
        immediate = true,
        property = {"osgi.command.scope=storage", "osgi.command.function=list", "osgi.command.function=move"})
public final class StorageCommands {
    private static final long MOVE_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private final Storages storages;

    @Activate
    public StorageCommands(@Reference Storages storages) {
        this.storages = storages;
    }

    @Descriptor("lists the storages that are there; * is the one that the node runs on")
    public String list(@Descriptor("") Object[] words) {
        return Words.answer("storage:list", words, args -> {
            args.end();
            List<Storages.Entry> all = storages.list();
            return all.isEmpty()
                    ? "no storage; see log/echo.log in the data folder"
                    : String.join("\n", all.stream().map(StorageCommands::line).toList());
        });
    }

    private static String line(Storages.Entry entry) {
        return (entry.inCharge() ? "* " : "  ") + entry.name()
                + (entry.folder().isEmpty() ? "" : " in " + entry.folder())
                + (entry.inCharge() ? ", in charge" : ", spare") + ", parties " + entry.parties()
                + (entry.note().isEmpty() ? "" : ": " + entry.note());
    }

    @Descriptor("moves the node to another storage, with all that it has, while it runs")
    public String move(@Descriptor("NAME FOLDER") Object[] words) {
        return Words.answer("storage:move NAME FOLDER", words, args -> {
            String name = args.next("NAME");
            String folder = args.next("FOLDER");
            args.end();
            Moved moved = Patience.await(storages.move(name, folder), "the move", MOVE_SECONDS);
            return "moved to " + where(name) + ": parties " + moved.parties() + ", feeds " + moved.feeds() + ", blocks "
                    + moved.blocks() + " (copied " + moved.copied() + "), blobs " + moved.blobs()
                    + "\nThe next start uses it too: the folder is noted in runtime/config of the data folder, where the"
                    + " device's key stays as well."
                    + "\nTo have it written down, put this line into conf/echo.storage." + name + ".cfg:"
                    + "\nfolder = " + folder(name);
        });
    }

    private String where(String name) {
        String folder = folder(name);
        return folder.isEmpty() ? name : name + " in " + folder;
    }

    private String folder(String name) {
        return storages.list().stream()
                .filter(entry -> entry.inCharge() && entry.name().equals(name))
                .map(Storages.Entry::folder)
                .findFirst()
                .orElse("");
    }
}
