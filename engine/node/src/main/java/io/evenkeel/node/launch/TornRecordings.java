package io.evenkeel.node.launch;

import io.aeron.archive.Archive;
import io.aeron.archive.ArchiveTool;
import io.aeron.archive.client.ArchiveException;
import java.io.PrintStream;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Starts an Archive whose last process may have died in the middle of a write. A fragment that reaches over the edge of
 * a page may then be half on the disk: the checksum tells. Nobody was ever told that such a fragment was recorded –
 * positions move after writes –, so it is cut off, as Aeron's own tool does when asked, and the node comes up without
 * its operator. A fragment in the middle of a recording is never touched.
 */
final class TornRecordings {
    /** What fragments are recorded with; it finds torn ones here, and decayed ones when they are replayed. */
    static final String CHECKSUM = "CRC-32C";

    private static final Pattern TORN = Pattern.compile("incomplete last fragment .*[/\\\\](\\d+)-\\d+\\.rec");
    private static final long NONE = -1;

    private TornRecordings() {
    }

    /**
     * Launches an Archive, after cutting off what was half written.
     *
     * @param contexts makes the Archive's context anew for each attempt.
     * @param out      where is told what was cut off.
     * @return the Archive.
     * @throws ArchiveException if it cannot be launched for another reason.
     */
    static Archive launch(final Supplier<Archive.Context> contexts, final PrintStream out) {
        long mended = NONE;
        while (true) {
            final Archive.Context context = contexts.get();
            try {
                return Archive.launch(context);
            } catch (final ArchiveException e) {
                context.close();
                final long torn = tornIn(e);
                if (torn == NONE || torn == mended || !cut(context, torn, out)) {
                    throw e;
                }
                mended = torn;
            }
        }
    }

    private static long tornIn(final ArchiveException e) {
        final Matcher matcher = TORN.matcher(String.valueOf(e.getMessage()));
        return matcher.find() ? Long.parseLong(matcher.group(1)) : NONE;
    }

    /** {@return whether the recording is sound now; if not, it was said why} */
    private static boolean cut(final Archive.Context context, final long recordingId, final PrintStream out) {
        return ArchiveTool.verifyRecording(out, context.archiveDir(), recordingId, Set.of(), CHECKSUM, file -> {
            out.println("evenkeel: the last fragment of " + file + " was half written: cut off");
            return true;
        });
    }
}
