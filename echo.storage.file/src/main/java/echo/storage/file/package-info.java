/**
 * Feeds, blobs and small records in files. Start with {@link echo.storage.file.FileStorage}, the folder of a node, and
 * {@link echo.storage.file.FileFeedStore}, the log of a party; both stand on {@link echo.storage.file.disk.Disk}, which is all
 * that they need of a file system, so that the simulator can cut the power under them. The bytes are described in
 * {@code docs/format.md}.
 *
 * <pre>
 *   FileStorage ─┬─ FileFeedStore ── FeedLog ─┬─ Segment ── SegmentScan        header, records; what a crash left of them
 *                │                            ├─ FeedChains ── RunTable        which record holds block n of a feed
 *                │                            ├─ SealedSegments ── IndexFile   … and where that is kept on disk
 *                │                            ├─ TrimFile                      where feeds begin
 *                │                            └─ Erasure ── Rewrite            segments without what was trimmed
 *                ├─ blob.FileBlobStore                                         one file per blob
 *                └─ FileMetaStore                                              one file per record
 *   Fsck ─┬─ LogCheck ── SegmentReader                                         what is damaged, past all faults
 *         └─ LogRepair                                                         what of it goes on from what
 *                        all: disk.Disk ── NioDisk, MemoryDisk (echo.simulation)
 * </pre>
 */
@Export
@NullMarked
@Version("0.1.0")
package echo.storage.file;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
