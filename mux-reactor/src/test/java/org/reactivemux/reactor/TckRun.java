package org.reactivemux.reactor;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * What became of the tests in one class of the Reactive Streams TCK, which are run by TestNG and named for their rules.
 *
 * @param kept the rules that hold
 * @param broken the rules that do not, and what was wrong
 * @param declined optional rules that do not hold
 * @param unverifiable rules of which the TCK says that it cannot see whether they hold
 */
record TckRun(List<String> kept, Map<String, Throwable> broken, List<String> declined, List<String> unverifiable) {
    private TckRun() {
        this(new ArrayList<>(), new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
    }

    static TckRun of(Class<?> conformance) {
        TckRun run = new TckRun();
        EngineTestKit.engine("testng").selectors(selectClass(conformance)).execute().allEvents().finished().stream()
                .forEach(run::note);
        return run;
    }

    private void note(Event finished) {
        TestExecutionResult result = finished.getRequiredPayload(TestExecutionResult.class);
        String rule = finished.getTestDescriptor().getDisplayName();
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (finished.getTestDescriptor().isTest()) {
                    kept.add(rule);
                }
            }
            case ABORTED -> (rule.startsWith("untested_") ? unverifiable : declined).add(rule);
            case FAILED -> broken.put(rule, result.getThrowable().orElseGet(AssertionError::new));
        }
    }
}
