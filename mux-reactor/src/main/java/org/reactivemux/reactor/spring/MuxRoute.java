package org.reactivemux.reactor.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The channels that a {@link org.reactivemux.MuxHandler} bean serves, in place of those that are named as the bean is. On
 * the class of the bean or the method that makes it.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MuxRoute {

    /**
     * Names of channels; an empty one stands for channels without a name. No two beans may serve the same.
     *
     * @return at least one name
     */
    String[] value();
}
