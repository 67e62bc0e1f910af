package org.reactivemux.reactor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.Transport;

/** Runs a class once on each transport, which its constructor takes, and sees to it that nothing is left behind. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@EnumSource(
        value = Transport.class,
        names = {"EPOLL", "IO_URING", "NIO"})
@OverSockets
public @interface EachTransport {}
