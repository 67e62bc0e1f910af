package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.reactivemux.Codec;
import org.reactivemux.Compression;
import org.reactivemux.MuxOptions;
import org.reactivemux.PeerSettings;

/** The settings of a hello (docs/protocol.md, section 3). */
class HelloTest {

    @ParameterizedTest
    @EnumSource
    void aHelloSaysWhatTheOptionsAccept(Role role) {
        MuxOptions options = MuxOptions.builder()
                .largestFrame(2_048)
                .largestMessage(4_096)
                .maxChannels(3)
                .initialWindow(5_000)
                .prefetch(7)
                .build();
        Hello hello = Hello.decode(ByteBuffer.wrap(Hello.of(role, options).encode()), role.other());
        assertThat(hello.role()).isEqualTo(role);
        assertThat(hello.settings()).isEqualTo(new PeerSettings(1, 2_048, 4_096, 3, 5_000, 7, Set.of(Codec.values())));
    }

    /** H-4, H-5: nobody has to guess the version and the role. */
    @ParameterizedTest
    @EnumSource
    void aHelloBeginsWithItsVersionAndRole(Role role) {
        byte[] hello = Hello.of(role, MuxOptions.defaults()).encode();
        byte[] start =
                new Tlvs().u16(1, 1).u8(2, role == Role.INITIATOR ? 1 : 2).bytes();
        assertThat(hello).startsWith(start);
    }

    @Test
    void anEmptyHelloHasTheDefaultsAndTheOppositeRole() {
        Hello hello = Hello.decode(ByteBuffer.allocate(0), Role.ACCEPTOR);
        assertThat(hello.role()).isEqualTo(Role.INITIATOR);
        assertThat(hello.settings()).isEqualTo(new PeerSettings(1, 65_536, 16_777_216, 1_024, 65_536, 1, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({"3, 1024, 16777215", "4, 1024, 2147483647", "5, 0, 2147483647", "6, 1, 2147483647", "7, 0, 2147483647"})
    void eachNumberIsTakenWithinItsRangeAndNotBeyond(int id, long least, long most) {
        for (long value : List.of(least, least + 1, most)) {
            assertThat(rule(new Tlvs().u32(id, (int) value)))
                    .as("%d=%d", id, value)
                    .isEqualTo("none");
        }
        for (long value : List.of(least - 1, most + 1, 0xFFFF_FFFEL)) {
            assertThat(rule(new Tlvs().u32(id, (int) value)))
                    .as("%d=%d", id, value)
                    .isEqualTo(value == -1 && id == 7 ? "none" : "H-3");
        }
        assertThat(rule(new Tlvs().u32(id, Frame.UNBOUNDED))).isEqualTo(id == 7 ? "none" : "H-3");
    }

    /** H-2: a known id's value has the length that the table gives. */
    @ParameterizedTest
    @CsvSource({"1, 2", "2, 1", "3, 4", "4, 4", "5, 4", "6, 4", "7, 4"})
    void aValueOfAnotherLengthIsMalformed(int id, int length) {
        for (int other : List.of(0, length - 1, length + 1)) {
            assertThat(rule(new Tlvs().raw(id, new byte[other])))
                    .as("%d bytes", other)
                    .isEqualTo("H-2");
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4096", "4, 4096", "5, 1", "6, 1", "7, 1"})
    void aKnownIdComesOnlyOnce(int id, int value) {
        Tlvs twice = id == 1
                ? new Tlvs().u16(id, value).u16(id, value)
                : new Tlvs().u32(id, value).u32(id, value);
        assertThat(rule(twice)).isEqualTo("H-2");
    }

    /** H-16. */
    @Test
    void codecsThatAreNotKnownHereAreIgnored() {
        Hello hello = Hello.decode(
                ByteBuffer.wrap(new Tlvs().raw(8, new byte[] {2, 99, 0, 2}).bytes()), Role.ACCEPTOR);
        assertThat(hello.settings().codecs()).containsExactly(Codec.ZSTD);
    }

    /** H-16: only codecs that the options name are understood, and none need not be said. */
    @Test
    void aHelloSaysNoCodecWhereThereIsNone() {
        MuxOptions options =
                MuxOptions.builder().compression(Compression.none()).build();
        byte[] without = Hello.of(Role.INITIATOR, options).encode();
        byte[] with = Hello.of(Role.INITIATOR, MuxOptions.defaults()).encode();
        assertThat(with).hasSize(without.length + 6).startsWith(without).endsWith(0, 8, 0, 2, 1, 2);
    }

    /** H-16: codecs are any number of bytes, but the id comes only once (H-2). */
    @Test
    void codecsAreAnyButMustNotComeTwice() {
        assertThat(rule(new Tlvs().raw(8))).isEqualTo("none");
        assertThat(rule(new Tlvs().raw(8, new byte[] {1, 2, 99}))).isEqualTo("none");
        assertThat(rule(new Tlvs().raw(8, new byte[] {1}).raw(8))).isEqualTo("H-2");
    }

    /** H-12. */
    @Test
    void unknownIdsAreSkippedAlsoWhenTheyComeTwice() {
        assertThat(rule(new Tlvs().raw(9, new byte[] {1}).raw(9).raw(0).raw(0xFFFF)))
                .isEqualTo("none");
    }

    /** H-5: the version is judged before the other values, but after the form. */
    @Test
    void theVersionIsJudgedBeforeTheOtherValues() {
        assertThat(rule(new Tlvs().u8(2, 9).u16(1, 2))).isEqualTo("H-5");
        assertThat(rule(new Tlvs().u16(1, 2).u32(6, 0))).isEqualTo("H-5");
        assertThat(rule(new Tlvs().u16(1, 2).header(6, 4))).isEqualTo("H-2");
        assertThat(rule(new Tlvs().u16(1, 0))).isEqualTo("H-5");
        assertThat(rule(new Tlvs().u16(1, 1))).isEqualTo("none");
    }

    @ParameterizedTest
    @CsvSource({"0, H-3", "1, none", "2, none", "3, H-3", "255, H-3"})
    void thereAreTwoRoles(int role, String rule) {
        assertThat(rule(new Tlvs().u8(2, role))).isEqualTo(rule);
    }

    private static String rule(Tlvs hello) {
        return Breaches.rule(() -> Hello.decode(ByteBuffer.wrap(hello.bytes()), Role.ACCEPTOR));
    }
}
