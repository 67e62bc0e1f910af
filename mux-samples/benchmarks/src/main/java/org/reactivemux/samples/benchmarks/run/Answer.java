package org.reactivemux.samples.benchmarks.run;

/**
 * A line on the standard output of a child process.
 *
 * @param outcome how it went
 * @param text what was asked for, or why there is none
 */
record Answer(Outcome outcome, String text) {

    /** How it went. */
    enum Outcome {
        /** Done; the text is what was asked for. */
        DONE,
        /** The contender has no notion of it. */
        UNSUPPORTED,
        /** It went wrong. */
        FAILED
    }

    Answer {
        text = text.strip().replaceAll("\\p{Cc}+", " ");
    }

    static Answer done(String text) {
        return new Answer(Outcome.DONE, text);
    }

    static Answer to(Throwable failure) {
        return failure instanceof UnsupportedOperationException
                ? new Answer(Outcome.UNSUPPORTED, String.valueOf(failure.getMessage()))
                : new Answer(Outcome.FAILED, failure.toString());
    }

    String line() {
        return outcome + " " + text;
    }

    /**
     * Reads what {@link #line} wrote.
     *
     * @throws IllegalArgumentException if it is something else
     */
    static Answer parse(String line) {
        int space = line.indexOf(' ');
        if (space < 0) {
            throw new IllegalArgumentException("not an answer: '" + line + "'");
        }
        return new Answer(Outcome.valueOf(line.substring(0, space)), line.substring(space + 1));
    }
}
