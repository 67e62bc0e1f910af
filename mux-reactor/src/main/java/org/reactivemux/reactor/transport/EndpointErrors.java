package org.reactivemux.reactor.transport;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** Turns what the file system says, often no more than a path, into one line that a person can act on. */
final class EndpointErrors {
    private EndpointErrors() {}

    /**
     * An operation on a file failed.
     *
     * @param operation what was tried, with the path in it: "create files in /x"
     * @param cause what the file system said
     */
    static EndpointException cannot(String operation, IOException cause) {
        return cause instanceof AccessDeniedException
                ? forbidden(operation, cause)
                : new EndpointException(Reason.OTHER, "cannot %s: %s".formatted(operation, explain(cause)), cause);
    }

    /** As {@link #cannot}, where the only thing that can have failed is a permission, however the system words it. */
    static EndpointException forbidden(String operation, IOException cause) {
        return new EndpointException(Reason.PERMISSION_DENIED, "permission denied: cannot " + operation, cause);
    }

    private static String explain(IOException cause) {
        if (cause instanceof NoSuchFileException missing) {
            return "there is no " + missing.getFile();
        }
        if (cause instanceof FileAlreadyExistsException present) {
            return "there is already a " + present.getFile();
        }
        String text = cause instanceof FileSystemException failure ? failure.getReason() : cause.getMessage();
        return text == null ? cause.toString() : text;
    }
}
