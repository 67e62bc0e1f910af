package org.reactivemux.reactor.spring.autoconfigure;

import java.util.function.BiFunction;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Says of a refused value which property it is of; Spring Boot then says where that was set. */
final class PropertyCheck {
    private PropertyCheck() {}

    static <T, V> T set(T subject, BiFunction<T, V, T> setter, String property, V value) {
        try {
            return setter.apply(subject, value);
        } catch (IllegalArgumentException refused) {
            throw new InvalidConfigurationPropertyValueException(property, value, refused.getMessage(), refused);
        }
    }
}
