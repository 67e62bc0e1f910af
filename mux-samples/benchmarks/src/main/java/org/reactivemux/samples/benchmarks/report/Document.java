package org.reactivemux.samples.benchmarks.report;

import org.reactivemux.samples.benchmarks.run.BenchmarkException;

/**
 * A Markdown document with generated parts. What is outside of their markers is left as it is.
 *
 * @param text of all
 */
record Document(String text) {

    /**
     * Replaces a part.
     *
     * @param part its name, as in the comments {@code generated: part} before and {@code end: part} behind it
     */
    Document with(String part, String content) {
        String begin = "<!-- generated: %s -->\n".formatted(part);
        String end = "<!-- end: %s -->".formatted(part);
        int from = text.indexOf(begin);
        int to = text.indexOf(end, from);
        if (from < 0 || to < 0) {
            throw new BenchmarkException(
                    "the document has no place for '%s': no %s and %s".formatted(part, begin.strip(), end));
        }
        return new Document(text.substring(0, from + begin.length()) + content + text.substring(to));
    }
}
