package org.reactivemux.samples.benchmarks.report;

import java.util.List;

/** A table in Markdown. */
final class MarkdownTable {
    private final StringBuilder text = new StringBuilder();

    /**
     * A table without rows.
     *
     * @param words how many columns are words, to the left; the others are numbers, to the right
     */
    MarkdownTable(int words, List<String> columns) {
        row(columns);
        text.append('|')
                .append("---|".repeat(words))
                .append("---:|".repeat(columns.size() - words))
                .append('\n');
    }

    MarkdownTable row(List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
        return this;
    }

    String text() {
        return text.toString();
    }
}
