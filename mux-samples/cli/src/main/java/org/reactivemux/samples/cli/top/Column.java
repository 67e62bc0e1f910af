package org.reactivemux.samples.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A column of a table.
 *
 * @param heading its name, which is no wider than the column
 * @param width in characters; names take what is left besides
 * @param kind how it is filled
 * @param value what stands in it
 * @param <T> what a row is of
 */
record Column<T>(String heading, int width, Kind kind, Function<T, String> value) {
    /** How wide a name may grow where there is room. */
    private static final int WIDEST_NAME = 40;

    /** How a column is filled. */
    enum Kind {
        /** From the right, as figures are. */
        FIGURE,
        /** From the left. */
        WORD,
        /** From the left; cut off where it is too long, and the first to grow. */
        NAME
    }

    static <T> Column<T> figure(String heading, int width, Function<T, String> value) {
        return new Column<>(heading, width, Kind.FIGURE, value);
    }

    static <T> Column<T> word(String heading, int width, Function<T, String> value) {
        return new Column<>(heading, width, Kind.WORD, value);
    }

    static <T> Column<T> name(String heading, int width, Function<T, String> value) {
        return new Column<>(heading, width, Kind.NAME, value);
    }

    /** The first columns that fit into that many characters, and at least one; what is left over goes to the names. */
    static <T> List<Column<T>> fitting(List<Column<T>> columns, int width) {
        List<Column<T>> fitting = new ArrayList<>();
        int left = width + 1; // no space before the first
        for (Column<T> column : columns) {
            left -= 1 + column.width;
            if (left < 0 && !fitting.isEmpty()) {
                left += 1 + column.width;
                break;
            }
            fitting.add(column);
        }
        int spare = Math.max(left, 0);
        return fitting.stream()
                .map(column -> column.kind == Kind.NAME ? column.grown(spare) : column)
                .toList();
    }

    private Column<T> grown(int by) {
        return new Column<>(heading, Math.min(width + by, Math.max(width, WIDEST_NAME)), kind, value);
    }

    static <T> String headings(List<Column<T>> columns) {
        return line(columns, Column::heading);
    }

    static <T> String row(List<Column<T>> columns, T of) {
        return line(columns, column -> column.value.apply(of));
    }

    private static <T> String line(List<Column<T>> columns, Function<Column<T>, String> text) {
        return columns.stream()
                .map(column -> column.filled(text.apply(column)))
                .collect(Collectors.joining(" "))
                .stripTrailing();
    }

    private String filled(String text) {
        return switch (kind) {
            case FIGURE -> " ".repeat(Math.max(0, width - text.length())) + text;
            case WORD -> text + " ".repeat(Math.max(0, width - text.length()));
            case NAME -> Name.fitted(text, width);
        };
    }
}
