package org.reactivemux.samples.benchmarks.run;

/** What kept a benchmark from being run. The message is all there is to say: one line. */
public final class BenchmarkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what went wrong. */
    public BenchmarkException(String message) {
        super(message);
    }

    /** Says what went wrong, and what was the cause. */
    public BenchmarkException(String message, Throwable cause) {
        super(message, cause);
    }
}
