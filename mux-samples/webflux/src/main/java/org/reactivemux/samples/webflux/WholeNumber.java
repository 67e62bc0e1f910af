package org.reactivemux.samples.webflux;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number on the command line that has its limits. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    private WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public final Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw new TypeConversionException("it is %,d to %,d, not %s".formatted(least, most, text));
    }

    /** A TCP port, or 0 for any. */
    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    /** So many a second. */
    static final class Rate extends WholeNumber {
        Rate() {
            super(1, 1_000_000);
        }
    }
}
