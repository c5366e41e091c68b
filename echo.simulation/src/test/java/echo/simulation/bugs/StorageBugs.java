package echo.simulation.bugs;

import java.util.List;

/** Mistakes in keeping bytes on a disk. */
final class StorageBugs {
    private static final String DISK = "echo.storage.file.disk.Disk";
    private static final String SEGMENT = "echo.storage.file.Segment";

    private StorageBugs() {}

    static List<PlantedBug> all() {
        return List.of(
                new PlantedBug(
                        "an acknowledged write is not forced",
                        "P2",
                        "The store says that all is durable and has not asked the disk.",
                        Change.leaveOut(SEGMENT, "force", "force")),
                new PlantedBug(
                        "a torn tail is not cut",
                        "P2",
                        "What a crash left unfinished stays, and what is written after it cannot be read.",
                        Change.skip(SEGMENT, "cut")),
                new PlantedBug(
                        "a record claims what is not durable",
                        "P2",
                        "A record says that bytes were forced that were only written, and their loss passes for rot.",
                        Change.confuse(SEGMENT, "append(byte[])", "forced", "size")),
                new PlantedBug(
                        "what opening found is not forced",
                        "P2",
                        "A log is opened again after a failed force, and what was read from it is taken for durable.",
                        Change.leaveOut(SEGMENT, "resume", "force")),
                new PlantedBug(
                        "what a failed force left is not written again",
                        "P2",
                        "The next force succeeds and has nothing to write: the system took for written what was not.",
                        Change.leaveOut(SEGMENT, "resume", "rewrite")),
                new PlantedBug(
                        "a folder is not forced after a new file",
                        "P2",
                        "The bytes of a new log are durable, its name is not.",
                        Change.leaveOut(DISK, "writeWhole", "forceFolder")),
                new PlantedBug(
                        "a file is not forced before it gets its name",
                        "P2",
                        "A record is replaced by one whose bytes may not be there after a crash.",
                        Change.leaveOut(DISK, "writeWhole", "force")),
                new PlantedBug(
                        "a block's checksum is not compared when it is read",
                        "P3",
                        "Rot in a stored block is sent to peers, or applied after a restart.",
                        Change.answer(SEGMENT, "read", "isPresent", true)));
    }
}
