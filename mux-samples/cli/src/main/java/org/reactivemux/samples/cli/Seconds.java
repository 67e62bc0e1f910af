package org.reactivemux.samples.cli;

import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A time as people write it: 2 or 0.5. */
final class Seconds implements ITypeConverter<Duration> {
    private static final int LONGEST = 86_400;

    @Override
    public Duration convert(String value) {
        try {
            double seconds = Double.parseDouble(value);
            if (seconds >= 0 && seconds <= LONGEST) {
                return Duration.ofMillis(Math.round(seconds * 1000));
            }
        } catch (NumberFormatException e) {
            // nor is it a number
        }
        throw new TypeConversionException("'%s' is not a number of seconds from 0 to %d".formatted(value, LONGEST));
    }
}
