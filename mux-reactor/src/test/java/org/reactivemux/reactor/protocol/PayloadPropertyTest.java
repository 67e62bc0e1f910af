package org.reactivemux.reactor.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.Size;
import org.reactivemux.Codec;
import org.reactivemux.ErrorCode;
import org.reactivemux.PeerSettings;

/** What control frames say comes back as it was said, and any other payload is read or breaks a rule (section 3 and 8). */
class PayloadPropertyTest {
    private static final int MOST = Integer.MAX_VALUE;
    private static final int LONGEST_TEXT = 4_092;

    record Entry(int id, ByteBuffer value) {}

    @Property(tries = 1_000)
    void entriesComeBackInTheirOrder(@ForAll("entries") List<Entry> entries) {
        List<Integer> ids = new ArrayList<>();
        List<ByteBuffer> values = new ArrayList<>();
        Tlv.read(payload(entries), (id, value) -> {
            ids.add(id);
            values.add(value);
        });
        assertThat(ids)
                .containsExactlyElementsOf(entries.stream().map(Entry::id).toList());
        assertThat(values)
                .containsExactlyElementsOf(entries.stream().map(Entry::value).toList());
    }

    @Property(tries = 1_000)
    void aHelloComesBackAsItWasSaid(@ForAll Role role, @ForAll("settings") PeerSettings settings) {
        Hello hello = new Hello(role, settings);
        assertThat(Hello.decode(ByteBuffer.wrap(hello.encode()), role)).isEqualTo(hello);
    }

    @Property(tries = 1_000)
    void aHeadComesBackAsItWasSaidAndFitsItsFrame(@ForAll("heads") ChannelHead head) {
        head.checkSize();
        byte[] payload = head.encode();
        assertThat(payload.length).isLessThanOrEqualTo(4_096);
        assertThat(ChannelHead.decode(ByteBuffer.wrap(payload))).isEqualTo(head);
    }

    /** E-4: up to the longest text; of a longer one as many whole characters as fit. */
    @Property(tries = 1_000)
    void anErrorComesBackWithItsTextAsFarAsThatFits(@ForAll int code, @ForAll("texts") String text) {
        ErrorPayload back = ErrorPayload.decode(ByteBuffer.wrap(new ErrorPayload(new ErrorCode(code), text).encode()));
        assertThat(back.code().value()).isEqualTo(code);
        assertIsLongestStart(back.text(), text, LONGEST_TEXT);
    }

    @Property(tries = 1_000)
    void aGoAwayComesBackWithItsTextAsFarAsThatFits(
            @ForAll int lastAccepted, @ForAll int code, @ForAll("texts") String text) {
        GoAway back = GoAway.decode(ByteBuffer.wrap(new GoAway(lastAccepted, new ErrorCode(code), text).encode()));
        assertThat(back.lastAccepted()).isEqualTo(lastAccepted);
        assertThat(back.code().value()).isEqualTo(code);
        assertIsLongestStart(back.text(), text, LONGEST_TEXT - 4);
    }

    /** H-2, H-3, H-5: nothing but a rule comes out of a payload that is not taken. */
    @Property(tries = 2_000)
    void anyEntriesAreAHelloOrBreakARule(@ForAll("entriesThatMayBeKnown") List<Entry> entries) {
        assertThat(Breaches.rule(() -> Hello.decode(payload(entries), Role.ACCEPTOR)))
                .isIn("none", "H-2", "H-3", "H-5");
    }

    @Property(tries = 2_000)
    void anyEntriesAreAHeadOrBreakARule(@ForAll("entriesThatMayBeKnown") List<Entry> entries) {
        assertThat(Breaches.rule(() -> ChannelHead.decode(payload(entries)))).isIn("none", "H-2", "H-3");
    }

    @Property(tries = 2_000)
    void anyBytesAreAPayloadOrBreakARule(@ForAll @Size(max = 60) byte[] bytes) {
        assertThat(Breaches.rule(() -> Hello.decode(ByteBuffer.wrap(bytes), Role.INITIATOR)))
                .isIn("none", "H-2", "H-3", "H-5");
        assertThat(Breaches.rule(() -> ChannelHead.decode(ByteBuffer.wrap(bytes))))
                .isIn("none", "H-2", "H-3");
        assertThat(Breaches.rule(() -> ErrorPayload.decode(ByteBuffer.wrap(bytes))))
                .isEqualTo(bytes.length < 4 ? "C-8" : "none");
        assertThat(Breaches.rule(() -> GoAway.decode(ByteBuffer.wrap(bytes))))
                .isEqualTo(bytes.length < 8 ? "C-8" : "none");
    }

    private static void assertIsLongestStart(String start, String text, int most) {
        assertThat(text).startsWith(start);
        int length = Frame.utf8(start).length;
        assertThat(length).isLessThanOrEqualTo(most);
        if (start.length() < text.length()) {
            int next = text.codePointAt(start.length());
            assertThat(length + Frame.utf8(Character.toString(next)).length).isGreaterThan(most);
        }
    }

    private static ByteBuffer payload(List<Entry> entries) {
        Tlvs tlvs = new Tlvs();
        entries.forEach(entry -> tlvs.raw(entry.id(), entry.value().array()));
        return ByteBuffer.wrap(tlvs.bytes());
    }

    @Provide
    Arbitrary<List<Entry>> entries() {
        Arbitrary<ByteBuffer> value =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(40).map(ByteBuffer::wrap);
        return Combinators.combine(Arbitraries.integers().between(0, 0xFFFF), value)
                .as(Entry::new)
                .list()
                .ofMaxSize(10);
    }

    /** Ids and lengths of the tables of section 3, mostly of entries that are right for themselves. */
    @Provide
    Arbitrary<List<Entry>> entriesThatMayBeKnown() {
        Arbitrary<Byte> byteValue = Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) 0, (byte) 1));
        Arbitrary<Integer> length = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.of(1, 2, 4)),
                Tuple.of(1, Arbitraries.integers().between(0, 6)));
        Arbitrary<ByteBuffer> value = length.flatMap(
                        size -> byteValue.array(byte[].class).ofSize(size))
                .map(ByteBuffer::wrap);
        return Combinators.combine(Arbitraries.integers().between(0, 9), value)
                .as(Entry::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<PeerSettings> settings() {
        return Combinators.combine(
                        number(1_024, 0xFF_FFFF),
                        number(1_024, MOST),
                        number(0, MOST),
                        number(1, MOST),
                        credit(),
                        Arbitraries.of(Codec.class).set())
                .as((frame, message, channels, window, credit, codecs) ->
                        new PeerSettings(1, frame, message, channels, window, credit, codecs));
    }

    @Provide
    Arbitrary<ChannelHead> heads() {
        Arbitrary<OptionalInt> initialCredit =
                Arbitraries.oneOf(credit().map(OptionalInt::of), Arbitraries.just(OptionalInt.empty()));
        Arbitrary<ByteBuffer> value = Arbitraries.bytes()
                .array(byte[].class)
                .ofMaxSize(100)
                .map(bytes -> ByteBuffer.wrap(bytes).asReadOnlyBuffer());
        Arbitrary<Map<String, ByteBuffer>> metadata =
                Arbitraries.maps(characters(60), value).ofMaxSize(6);
        return Combinators.combine(characters(256), metadata, number(1, 256), number(0, 255), initialCredit)
                .as((name, map, weight, codec, prefetch) -> new ChannelHead(name, map, weight, codec, prefetch));
    }

    /** Short ones, and some on both sides of the longest. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> aroundTheLimit = Combinators.combine(number(4_060, 4_100), characters(20))
                .as((filling, end) -> "x".repeat(filling) + end);
        return Arbitraries.oneOf(characters(50), aroundTheLimit);
    }

    /** Characters of all lengths, one to four bytes; no half ones. */
    private static Arbitrary<String> characters(int most) {
        Arbitrary<Integer> character = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 0x7F),
                Arbitraries.integers().between(0x80, 0x7FF),
                Arbitraries.integers().between(0xE000, 0xFFFF),
                Arbitraries.integers().between(0x1_0000, 0x10_FFFF));
        return character
                .list()
                .ofMaxSize(most)
                .map(all -> all.stream().map(Character::toString).reduce("", String::concat));
    }

    private static Arbitrary<Integer> credit() {
        return Arbitraries.oneOf(number(0, MOST), Arbitraries.just(Frame.UNBOUNDED));
    }

    private static Arbitrary<Integer> number(int least, int most) {
        return Arbitraries.oneOf(
                Arbitraries.of(least, most), Arbitraries.integers().between(least, most));
    }
}
