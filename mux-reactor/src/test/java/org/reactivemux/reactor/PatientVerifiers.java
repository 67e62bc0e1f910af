package org.reactivemux.reactor;

import java.time.Duration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import reactor.test.StepVerifier;

/** Gives every {@link StepVerifier} a limit, so that a signal which never comes fails its test by name. */
public final class PatientVerifiers implements BeforeAllCallback, AfterAllCallback {
    /** Long for a machine under load, and still short beside the time-out of a test. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    @Override
    public void beforeAll(ExtensionContext context) {
        StepVerifier.setDefaultTimeout(PATIENCE);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        StepVerifier.resetDefaultTimeout();
    }
}
