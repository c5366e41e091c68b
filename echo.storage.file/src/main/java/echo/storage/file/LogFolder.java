package echo.storage.file;

import echo.api.PartyKey;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The folder of a party's log: which segments are there, and where their files are. */
final class LogFolder {
    private static final String LOG = ".log";
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{8}\\.log");

    private final Disk disk;
    private final DiskPath folder;
    private final PartyKey party;

    LogFolder(Disk disk, DiskPath folder, PartyKey party) {
        this.disk = disk;
        this.folder = folder;
        this.party = party;
    }

    /** Whether {@code folder} holds a segment, whichever. */
    static boolean hasLog(Disk disk, DiskPath folder) throws IOException {
        return disk.exists(folder.resolve(name(0, LOG)))
                || disk.list(folder).stream()
                        .anyMatch(name -> SEGMENT.matcher(name).matches());
    }

    /** Makes the folder, if need be, and removes what was never in force. */
    void prepare() throws IOException {
        disk.makeFolder(folder);
        disk.deleteUnfinished(folder);
    }

    /**
     * The number of segments; they are numbered from 0 on.
     *
     * @throws echo.api.EchoException of kind {@code CORRUPT} if one is missing before the newest, or a file that calls itself a
     *     log is no segment
     */
    int segments() throws IOException {
        List<String> names =
                disk.list(folder).stream().filter(name -> name.endsWith(LOG)).toList();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!SEGMENT.matcher(name).matches()) {
                throw SegmentHeader.unreadable(
                        disk.locate(folder.resolve(name)), "is a segment that this version of ECHO does not read");
            }
            if (!name.equals(log(i).name())) {
                throw SegmentHeader.unreadable(disk.locate(log(i)), "is missing, though " + name + " is there");
            }
        }
        return names.size();
    }

    /** Makes segment {@code number}, without records; it is there when this returns, durably. */
    void create(int number, long marker) throws IOException {
        Segment.create(disk, log(number), new SegmentHeader(number, party, marker));
    }

    /**
     * Opens segment {@code number}.
     *
     * @throws echo.api.EchoException of kind {@code CORRUPT} if what is there under its name is something else
     */
    Segment open(int number) throws IOException {
        if (!disk.exists(log(number))) { // opening it would make one
            throw new IOException("there is no " + disk.locate(log(number)));
        }
        Segment segment = Segment.open(disk, log(number));
        SegmentHeader header = segment.header();
        if (header.number() != number || !header.party().equals(party)) {
            segment.close();
            throw SegmentHeader.unreadable(
                    segment.where(), "is segment " + header.number() + " of party " + header.party());
        }
        return segment;
    }

    /** Makes durable which files are there. */
    void force() throws IOException {
        disk.forceFolder(folder);
    }

    DiskPath log(int segment) {
        return file(segment, LOG);
    }

    DiskPath index(int segment) {
        return file(segment, ".index");
    }

    DiskPath torn(int segment) {
        return file(segment, ".torn");
    }

    private DiskPath file(int segment, String kind) {
        return folder.resolve(name(segment, kind));
    }

    /** Eight decimal digits and what it is. */
    private static String name(int segment, String kind) {
        return String.format(Locale.ROOT, "%08d%s", segment, kind);
    }

    Disk disk() {
        return disk;
    }

    @Override
    public String toString() {
        return disk.locate(folder);
    }
}
