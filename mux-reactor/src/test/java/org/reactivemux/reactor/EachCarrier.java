package org.reactivemux.reactor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs a class of the specification once on each transport over a Unix socket, over TCP, over TLS, and over mutual TLS.
 * Its constructor takes the {@link Carrier}; nothing may be left behind.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(Carrier.class)
@OverSockets
public @interface EachCarrier {}
