package org.reactivemux.samples.benchmarks.report;

import org.reactivemux.samples.benchmarks.run.BenchmarkException;

/**
 * A Markdown document with generated parts. What is outside of their markers is left as it is.
 *
 * @param text of all
 */
record Document(String text) {

    /** Whether there is a place for that part. */
    boolean has(String part) {
        return text.contains(begin(part)) && text.contains(end(part));
    }

    /**
     * Replaces a part.
     *
     * @param part its name, as in the comments {@code generated: part} before and {@code end: part} behind it
     */
    Document with(String part, String content) {
        String begin = begin(part);
        String end = end(part);
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from);
        if (from < 0 || to < 0) {
            throw new BenchmarkException(
                    "the document has no place for '%s': no %s and %s".formatted(part, begin.strip(), end));
        }
        return new Document(text.substring(0, from + begin.length()) + content + text.substring(to));
    }

    private static String begin(String part) {
        return "<!-- generated: %s -->\n".formatted(part);
    }

    private static String end(String part) {
        return "<!-- end: %s -->".formatted(part);
    }
}
