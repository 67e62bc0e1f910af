package org.reactivemux.reactor.spring.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.function.Supplier;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.unit.DataSize;

/** What properties that stand for options have in common: each bears the name of its option, in dashes. */
final class OptionProperties {
    private OptionProperties() {}

    /** Builds options, and names the property that has a refused value. */
    static <T> T build(String prefix, Record properties, Supplier<T> options) {
        try {
            return options.get();
        } catch (IllegalArgumentException refused) {
            throw Arrays.stream(properties.getClass().getRecordComponents())
                    .filter(property -> isReason(property.getName(), String.valueOf(refused.getMessage())))
                    .findFirst()
                    .<RuntimeException>map(property -> refusal(prefix, properties, property, refused))
                    .orElse(refused);
        }
    }

    /** Every reason begins with the name of an option, but for that of the sum which exceeds the memory limit. */
    private static boolean isReason(String option, String reason) {
        return reason.startsWith(option + " ") || reason.contains("over the " + option + " ");
    }

    private static InvalidConfigurationPropertyValueException refusal(
            String prefix, Record properties, RecordComponent property, IllegalArgumentException refused) {
        return new InvalidConfigurationPropertyValueException(
                prefix + "." + DataObjectPropertyName.toDashedForm(property.getName()),
                ReflectionUtils.invokeMethod(property.getAccessor(), properties),
                refused.getMessage(),
                refused);
    }

    static int bytes(String option, DataSize size) {
        if (size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(option + " is at most 2,147,483,647 bytes, not " + size.toBytes());
        }
        return (int) size.toBytes();
    }
}
