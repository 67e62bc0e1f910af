package org.reactivemux.samples.webflux;

/** The program cannot start; the message is for people. */
final class StartException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
