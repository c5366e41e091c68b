package echo.storage.file;

import echo.api.PartyKey;
import echo.storage.file.disk.Disk;
import echo.storage.file.disk.DiskPath;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The folder of a party's log: which segments are there, and where their files are. */
final class LogFolder {
    private static final String LOG = ".log";
    private static final String TORN = ".torn";
    private static final String REPAIR = "repair";
    private static final Pattern SEGMENT = Pattern.compile("[0-9]{8}\\.log");
    private static final Pattern DAMAGED = Pattern.compile("[0-9]{8}\\.damaged(\\.[0-9]+)?");
    private static final Pattern INDEX = Pattern.compile("[0-9]{8}\\.index");
    private static final int DIGITS = 8;

    private final Disk disk;
    private final DiskPath folder;
    private final PartyKey party;
    private final boolean repairing;

    LogFolder(Disk disk, DiskPath folder, PartyKey party) {
        this(disk, folder, party, false);
    }

    private LogFolder(Disk disk, DiskPath folder, PartyKey party, boolean repairing) {
        this.disk = disk;
        this.folder = folder;
        this.party = party;
        this.repairing = repairing;
    }

    /** The same folder, for who repairs it. */
    LogFolder underRepair() {
        return new LogFolder(disk, folder, party, true);
    }

    /** Whether {@code folder} holds a segment, whichever, or what a repair made of one, maybe before it failed. */
    static boolean hasLog(Disk disk, DiskPath folder) throws IOException {
        return disk.exists(folder.resolve(name(0, LOG)))
                || disk.list(folder).stream().anyMatch(LogFolder::isOfLog);
    }

    private static boolean isOfLog(String name) {
        return SEGMENT.matcher(name).matches() || DAMAGED.matcher(name).matches() || name.equals(REPAIR);
    }

    /**
     * Makes the folder, if need be, and removes what was never in force.
     *
     * @throws echo.api.EchoException of kind {@code CORRUPT} while a repair of the log is not finished
     */
    void prepare() throws IOException {
        disk.makeFolder(folder);
        if (!repairing && disk.exists(repair())) {
            throw SegmentHeader.unreadable(disk.locate(folder), "is under repair, which was not finished");
        }
        disk.deleteUnfinished(folder);
    }

    /**
     * The numbers of the segments in force, in order. Others that are there were rewritten, and one of these stands for them.
     *
     * @throws echo.api.EchoException of kind {@code CORRUPT} if one is missing before the newest, or a file that calls itself a
     *     log is no segment
     */
    List<Integer> inForce() throws IOException {
        for (DiskPath stray : strays()) {
            throw SegmentHeader.unreadable(disk.locate(stray), "is a segment that this version of ECHO does not read");
        }
        ArrayDeque<Integer> inForce = new ArrayDeque<>();
        TreeSet<Integer> there = new TreeSet<>(numbers());
        int number = there.isEmpty() ? -1 : there.last();
        while (number >= 0) {
            if (!there.contains(number)) {
                throw SegmentHeader.unreadable(
                        disk.locate(log(number)),
                        "is missing, though " + log(inForce.getFirst()).name() + " is there");
            }
            inForce.addFirst(number);
            try (Segment segment = open(number)) {
                number = segment.header().first() - 1;
            }
        }
        return List.copyOf(inForce);
    }

    /** Files that call themselves logs and whose names are not those of segments. */
    List<DiskPath> strays() throws IOException {
        return disk.list(folder).stream()
                .filter(name -> name.endsWith(LOG) && !SEGMENT.matcher(name).matches())
                .map(folder::resolve)
                .toList();
    }

    /** Removes, durably, what recoveries cut from the log. */
    void removeTorn() throws IOException {
        List<String> torn =
                disk.list(folder).stream().filter(name -> name.endsWith(TORN)).toList();
        for (String name : torn) {
            disk.delete(folder.resolve(name));
        }
        if (!torn.isEmpty()) {
            force();
        }
    }

    /** Removes, durably, what is there of {@code segments}: another stands for them, whose name was forced. */
    void remove(Collection<Integer> segments) throws IOException {
        if (segments.isEmpty()) {
            return;
        }
        for (int segment : segments) {
            for (DiskPath file : List.of(index(segment), log(segment))) {
                if (disk.exists(file)) {
                    disk.delete(file);
                }
            }
        }
        force();
    }

    /** The numbers of the segments that are there, in order. */
    List<Integer> numbers() throws IOException {
        return disk.list(folder).stream()
                .filter(name -> SEGMENT.matcher(name).matches())
                .map(LogFolder::numberOf)
                .toList();
    }

    /** The greatest number of a segment that has, or had, an index; -1 if none has. */
    int lastIndexed() throws IOException {
        return disk.list(folder).stream()
                .filter(name -> INDEX.matcher(name).matches())
                .mapToInt(LogFolder::numberOf)
                .max()
                .orElse(-1);
    }

    /** Files that hold what a repair took out of the log, in the order of their segments. */
    List<DiskPath> setAside() throws IOException {
        return disk.list(folder).stream()
                .filter(name -> DAMAGED.matcher(name).matches())
                .map(folder::resolve)
                .toList();
    }

    /** The number of the segment that {@code name} names, or once was. */
    static int numberOf(String name) {
        return Integer.parseInt(name.substring(0, DIGITS));
    }

    /** Makes segment {@code number}, without records; it is there when this returns, durably. */
    void create(int number, long marker) throws IOException {
        Segment.create(disk, log(number), SegmentHeader.made(number, party, marker));
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

    /** Opens segment {@code number}, whatever its bytes are; nothing if it is not there. */
    Optional<SegmentReader> look(int number) throws IOException {
        return disk.exists(log(number)) // opening it would make one
                ? Optional.of(SegmentReader.open(disk, log(number), number, party))
                : Optional.empty();
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
        return file(segment, TORN);
    }

    /** A name, not in use, for what is taken out of {@code segment}. */
    DiskPath damaged(int segment) {
        return free(file(segment, ".damaged"));
    }

    /** A name, not in use, for {@code file}, which is no segment and is not taken for one under that name. */
    DiskPath aside(DiskPath file) {
        return free(folder.resolve(file.name() + ".aside"));
    }

    private DiskPath free(DiskPath wanted) {
        DiskPath free = wanted;
        for (int i = 1; disk.exists(free); i++) {
            free = folder.resolve(wanted.name() + "." + i);
        }
        return free;
    }

    /** The file of segment {@code number} while it is rewritten; never in force under this name. */
    DiskPath unfinished(int number) {
        return file(number, LOG + Disk.UNFINISHED);
    }

    /** It is there once the log was trimmed. */
    DiskPath trim() {
        return folder.resolve("trim");
    }

    /** It is there while the log is being repaired. */
    DiskPath repair() {
        return folder.resolve(REPAIR);
    }

    PartyKey party() {
        return party;
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
