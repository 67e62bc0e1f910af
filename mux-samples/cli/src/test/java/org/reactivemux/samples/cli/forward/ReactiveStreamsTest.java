package org.reactivemux.samples.cli.forward;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The rules of Reactive Streams, as the TCK knows them. */
class ReactiveStreamsTest {
    private static final int RULES_THAT_THE_TCK_CAN_VERIFY = 26;

    @Test
    void whatATcpConnectionBringsKeepsTheRules() {
        EngineTestKit.engine("testng")
                .selectors(selectClass(TcpInputConformance.class))
                .execute()
                .testEvents()
                .assertStatistics(run -> run.failed(0).succeeded(RULES_THAT_THE_TCK_CAN_VERIFY));
    }
}
