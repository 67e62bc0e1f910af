package org.reactivemux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Section 8 of docs/protocol.md. */
class ErrorCodeTest {

    static Stream<Arguments> table() {
        return Stream.of(
                Arguments.of(0, "NONE", ErrorCode.NONE),
                Arguments.of(1, "PROTOCOL_ERROR", ErrorCode.PROTOCOL_ERROR),
                Arguments.of(2, "INTERNAL", ErrorCode.INTERNAL),
                Arguments.of(3, "CANCELLED", ErrorCode.CANCELLED),
                Arguments.of(4, "REFUSED", ErrorCode.REFUSED),
                Arguments.of(5, "NO_HANDLER", ErrorCode.NO_HANDLER),
                Arguments.of(6, "LIMIT_EXCEEDED", ErrorCode.LIMIT_EXCEEDED),
                Arguments.of(7, "TIMEOUT", ErrorCode.TIMEOUT),
                Arguments.of(8, "MESSAGE_TOO_LARGE", ErrorCode.MESSAGE_TOO_LARGE),
                Arguments.of(9, "UNAUTHORISED", ErrorCode.UNAUTHORISED),
                Arguments.of(10, "CONNECTION_LOST", ErrorCode.CONNECTION_LOST),
                Arguments.of(11, "ENDPOINT", ErrorCode.ENDPOINT),
                Arguments.of(12, "UNSUPPORTED", ErrorCode.UNSUPPORTED));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @MethodSource("table")
    void theProtocolsCodesHaveTheirNumbersAndNames(int value, String name, ErrorCode code) {
        assertThat(code.value()).isEqualTo(value);
        assertThat(code).hasToString(name).isEqualTo(new ErrorCode(value));
    }

    /** E-2 */
    @ParameterizedTest
    @ValueSource(ints = {13, 0xFFF, 0x1000, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void anUnknownCodeIsKeptAndShownInHex(int value) {
        assertThat(new ErrorCode(value).value()).isEqualTo(value);
        assertThat(new ErrorCode(value)).hasToString("0x" + Integer.toHexString(value));
    }

    /** E-1 */
    @ParameterizedTest
    @ValueSource(ints = {0x1000, 0x1001, Integer.MAX_VALUE, Integer.MIN_VALUE, -1})
    void applicationsHaveAllNumbersFrom0x1000On(int value) {
        assertThat(ErrorCode.application(value).value()).isEqualTo(value);
    }

    /** E-1 */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 13, 0xFFF})
    void numbersBelowBelongToTheProtocol(int value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ErrorCode.application(value))
                .withMessageContaining("0x1000")
                .withMessageContaining("0x" + Integer.toHexString(value));
    }

    /** C-5 */
    @ParameterizedTest(name = "{1}")
    @MethodSource("table")
    void onlyTwoOfThemAreRefusals(int value, String name, ErrorCode code) {
        assertThat(code.isRefusal()).as(name).isEqualTo(value == 4 || value == 5);
    }

    @Test
    void aCodeCanBeAKey() {
        assertThat(Map.of(ErrorCode.application(0x1234), "ours")).containsEntry(new ErrorCode(0x1234), "ours");
    }

    /** E-2: a peer may send any number; those with a name are few. */
    @Test
    void onlyTheProtocolsOwnCodesHaveNames() {
        assertThat(ErrorCode.NONE.isNamed()).isTrue();
        assertThat(ErrorCode.UNSUPPORTED.isNamed()).isTrue();
        assertThat(new ErrorCode(13).isNamed()).isFalse();
        assertThat(new ErrorCode(-1).isNamed()).isFalse();
        assertThat(ErrorCode.application(0x1000).isNamed()).isFalse();
    }
}
