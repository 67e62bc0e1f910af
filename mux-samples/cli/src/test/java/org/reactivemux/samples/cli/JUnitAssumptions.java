package org.reactivemux.samples.cli;

import org.assertj.core.configuration.Configuration;
import org.assertj.core.configuration.PreferredAssumptionException;

/** Makes AssertJ say in JUnit's way that an assumption does not hold, for it would prefer TestNG's, which the TCK brings. */
public final class JUnitAssumptions extends Configuration {
    @Override
    public PreferredAssumptionException preferredAssumptionException() {
        return PreferredAssumptionException.JUNIT5;
    }
}
