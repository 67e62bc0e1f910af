package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.reactivemux.EndpointException;
import org.reactivemux.EndpointException.Reason;

/** Checks what programs and people are told. */
final class EndpointFailures {
    private EndpointFailures() {}

    static void assertFails(Reason reason, String message, ThrowingCallable action) {
        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(action)
                .withMessage(message)
                .satisfies(e -> assertThat(e.reason()).isEqualTo(reason));
    }
}
