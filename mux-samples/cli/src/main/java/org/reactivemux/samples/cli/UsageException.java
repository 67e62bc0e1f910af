package org.reactivemux.samples.cli;

/** The command line is wrong in a way that only all of its options together show. The message is all there is to say. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
