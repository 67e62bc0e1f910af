package org.reactivemux.samples.cli;

/** Something a person can put right. The message is all there is to say: one line. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
