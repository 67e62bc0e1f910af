package org.reactivemux.reactor;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** What holds for every class that tests over sockets: no buffer leaks, no signal is lost, no verifier waits for ever. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({NoBufferLeaked.class, NothingDropped.class, PatientVerifiers.class})
public @interface OverSockets {}
