package org.reactivemux.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rules of Reactive Streams, as its TCK verifies them. The TCK is written for TestNG, whose absence nobody would
 * notice; so it is run from here, and it is said how many rules it has verified and which it has not.
 */
@OverSockets
class ReactiveStreamsTest {

    @ParameterizedTest
    @ValueSource(classes = {ReceiveInMemory.class, ReceiveOverNio.class, ReceiveOverMutualTls.class})
    void whatAChannelReceivesIsAPublisherForOneSubscriber(Class<?> conformance) {
        TckRun run = TckRun.of(conformance);
        assertThat(run.broken()).isEmpty();
        assertThat(run.kept()).hasSize(26);
        assertThat(run.unverifiable()).hasSize(7);
        assertThat(run.declined())
                .containsExactlyInAnyOrder(
                        "optional_spec111_maySupportMultiSubscribe",
                        "optional_spec111_registeredSubscribersMustReceiveOnNextOrOnCompleteSignals",
                        "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingOneByOne",
                        "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfront",
                        "optional_spec111_multicast_mustProduceTheSameElementsInTheSameSequenceToAllOfItsSubscribersWhenRequestingManyUpfrontAndCompleteAsExpected");
    }

    @ParameterizedTest
    @ValueSource(classes = {ExchangeInMemory.class, ExchangeOverNio.class, ExchangeOverMutualTls.class})
    void anExchangeIsAPublisherForManySubscribers(Class<?> conformance) {
        TckRun run = TckRun.of(conformance);
        assertThat(run.broken()).isEmpty();
        assertThat(run.kept()).hasSize(31);
        assertThat(run.unverifiable()).hasSize(7);
        assertThat(run.declined()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(classes = {SendInMemory.class, SendOverNio.class, SendOverMutualTls.class})
    void whatAChannelSendsIsTakenByASubscriber(Class<?> conformance) {
        TckRun run = TckRun.of(conformance);
        assertThat(run.broken()).isEmpty();
        assertThat(run.kept()).hasSize(11);
        assertThat(run.unverifiable()).hasSize(15);
        assertThat(run.declined()).isEmpty();
    }

    static final class ReceiveInMemory extends ReceiveConformance {
        public ReceiveInMemory() {
            super(ConnectedEnds::inMemory);
        }
    }

    static final class ReceiveOverNio extends ReceiveConformance {
        public ReceiveOverNio() {
            super(() -> ConnectedEnds.over(Carrier.NIO));
        }
    }

    static final class ReceiveOverMutualTls extends ReceiveConformance {
        public ReceiveOverMutualTls() {
            super(() -> ConnectedEnds.over(Carrier.MUTUAL_TLS));
        }
    }

    static final class ExchangeInMemory extends ExchangeConformance {
        public ExchangeInMemory() {
            super(ConnectedEnds::inMemory);
        }
    }

    static final class ExchangeOverNio extends ExchangeConformance {
        public ExchangeOverNio() {
            super(() -> ConnectedEnds.over(Carrier.NIO));
        }
    }

    static final class ExchangeOverMutualTls extends ExchangeConformance {
        public ExchangeOverMutualTls() {
            super(() -> ConnectedEnds.over(Carrier.MUTUAL_TLS));
        }
    }

    static final class SendInMemory extends SendConformance {
        public SendInMemory() {
            super(ConnectedEnds::inMemory);
        }
    }

    static final class SendOverNio extends SendConformance {
        public SendOverNio() {
            super(() -> ConnectedEnds.over(Carrier.NIO));
        }
    }

    static final class SendOverMutualTls extends SendConformance {
        public SendOverMutualTls() {
            super(() -> ConnectedEnds.over(Carrier.MUTUAL_TLS));
        }
    }
}
