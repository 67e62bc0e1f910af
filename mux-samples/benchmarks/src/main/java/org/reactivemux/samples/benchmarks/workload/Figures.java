package org.reactivemux.samples.benchmarks.workload;

import static java.util.stream.Collectors.joining;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a round has shown, each value to six digits.
 *
 * @param values by figure
 */
public record Figures(Map<Figure, Double> values) {
    private static final MathContext DIGITS = new MathContext(6);

    /** Copies and rounds them. */
    public Figures {
        EnumMap<Figure, Double> copy = new EnumMap<>(Figure.class);
        values.forEach((figure, value) -> copy.put(figure, rounded(value).doubleValue()));
        values = Collections.unmodifiableMap(copy);
    }

    /** A single one. */
    public static Figures of(Figure figure, double value) {
        return new Figures(Map.of(figure, value));
    }

    /** These and one more. */
    public Figures with(Figure figure, double value) {
        EnumMap<Figure, Double> more = new EnumMap<>(Figure.class);
        more.putAll(values);
        more.put(figure, value);
        return new Figures(more);
    }

    /**
     * The value of a figure.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public double value(Figure figure) {
        Double value = values.get(figure);
        if (value == null) {
            throw new IllegalArgumentException(figure + " was not measured");
        }
        return value;
    }

    /** One line, {@code RATE=12.5 P50=3}. */
    public String text() {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + rounded(entry.getValue()).toPlainString())
                .collect(joining(" "));
    }

    private static BigDecimal rounded(double value) {
        return new BigDecimal(value, DIGITS).stripTrailingZeros();
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException if the line is something else
     */
    public static Figures parse(String text) {
        EnumMap<Figure, Double> values = new EnumMap<>(Figure.class);
        Arrays.stream(text.split(" ", -1)).forEach(word -> {
            int equals = word.indexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException("not a figure: '" + word + "'");
            }
            values.put(Figure.valueOf(word.substring(0, equals)), Double.valueOf(word.substring(equals + 1)));
        });
        return new Figures(values);
    }
}
