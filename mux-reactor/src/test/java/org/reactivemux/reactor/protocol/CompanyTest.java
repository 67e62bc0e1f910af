package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What window is enough, by who else sends on the connection (docs/protocol.md, W-17). */
class CompanyTest {
    private static final int BULK = 1;
    private static final int OTHER = 3;
    private static final int EQUAL = 16;
    private static final int EPOCH = 16 << 20;
    private static final int ANY = Integer.MAX_VALUE;
    private static final int LITTLE = 320 << 10;
    private final Company company = new Company();

    private void bulk(int bytes) {
        company.arrived(BULK, EQUAL, bytes);
    }

    private void other(int weight, int bytes) {
        company.arrived(OTHER, weight, bytes);
    }

    @Test
    void aChannelThatIsAloneMayHaveWhatItCanUse() {
        bulk(EPOCH);
        bulk(EPOCH);
        assertThat(company.enough()).isEqualTo(ANY);
    }

    @Test
    void besideOthersLittleIsEnoughAtOnce() {
        bulk(100_000);
        other(EQUAL, 1);
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    @Test
    void othersAreThereForAWhileAfterTheyHaveSent() {
        other(EQUAL, 1);
        bulk(EPOCH);
        for (int epoch = 0; epoch < 63; epoch++) {
            bulk(EPOCH);
            assertThat(company.enough()).isEqualTo(LITTLE);
        }
        bulk(EPOCH);
        bulk(EPOCH);
        assertThat(company.enough()).isEqualTo(ANY);
    }

    /** At equal weights the windows alone may hold all of them up, for they do it alike. */
    @Test
    void channelsOfEqualWeightAreCompanyHoweverMuchTheySend() {
        for (int n = 0; n < 100; n++) {
            bulk(EPOCH / 4);
            other(EQUAL, EPOCH / 4);
        }
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    /** A window that is too small for its turn would give its share to the others. */
    @ParameterizedTest
    @CsvSource({"1, 65536", "1, 40000", "4, 262144", "64, 4194304", "256, 1048576"})
    void whereDifferentWeightsCompeteNoWindowIsEnough(int weight, int besideAMebibyte) {
        for (int n = 0; n < 32; n++) {
            bulk(1 << 20);
            other(weight, besideAMebibyte);
        }
        assertThat(company.enough()).isEqualTo(ANY);
    }

    /** Such as requests that are to overtake a bulk transfer. */
    @ParameterizedTest
    @CsvSource({"1, 20000", "4, 80000", "256, 400000"})
    void whoSendsFarLessThanItsWeightWouldGiveItDoesNotCompete(int weight, int besideAMebibyte) {
        for (int n = 0; n < 32; n++) {
            bulk(1 << 20);
            other(weight, besideAMebibyte);
        }
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    /** The one that led may have fallen silent without leaving. */
    @Test
    void channelsOfEqualWeightDoNotCompeteBesideOneThatSendsNothing() {
        bulk(EPOCH);
        other(EQUAL, EPOCH);
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    @Test
    void onceTheCompetitionHasGoneWhoStaysIsCompany() {
        for (int n = 0; n < 32; n++) {
            bulk(1 << 20);
            other(256, 1 << 20);
        }
        assertThat(company.enough()).isEqualTo(ANY);
        bulk(2 * EPOCH);
        bulk(2 * EPOCH);
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    @Test
    void whoFollowsOneThatHasLeftIsAlone() {
        bulk(EPOCH / 2);
        company.left(BULK);
        other(1, EPOCH);
        assertThat(company.enough()).isEqualTo(ANY);
    }

    @Test
    void whoLeavesTheOneThatSendsMostWasCompany() {
        bulk(EPOCH);
        other(EQUAL, 1);
        company.left(OTHER);
        bulk(EPOCH);
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    /** Whoever was there first says nothing of who has the most under way. */
    @Test
    void itIsTheOneThatSendsMostBesideWhichOthersAreJudged() {
        other(256, 100_000);
        bulk(EPOCH);
        for (int n = 0; n < 64; n++) {
            bulk(1 << 20);
            other(256, 1_000);
        }
        assertThat(company.enough()).isEqualTo(LITTLE);
    }

    @Test
    void nobodyWaitsForAChannelThatIsAlone() {
        bulk(2 * EPOCH);
        bulk(EPOCH);
        assertThat(company.othersWait()).isFalse();
    }

    @Test
    void othersWaitForALargeTransferAtOnce() {
        bulk(100_000);
        other(EQUAL, 1);
        bulk(EPOCH);
        assertThat(company.othersWait()).isTrue();
    }

    /** All of them want the same speed, which long reads give. */
    @Test
    void aCrowdOfEqualsDoesNotWait() {
        for (int n = 0; n < 64; n++) {
            for (int channel = 1; channel < 200; channel += 2) {
                company.arrived(channel, EQUAL, 16 << 10);
            }
        }
        assertThat(company.othersWait()).isFalse();
    }

    @Test
    void whereWeightsCompeteNobodyIsToBeHurried() {
        for (int n = 0; n < 64; n++) {
            bulk(1 << 20);
            other(256, 1 << 20);
        }
        assertThat(company.othersWait()).isFalse();
    }
}
