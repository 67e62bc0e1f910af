package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;
import org.reactivemux.ChannelException;
import org.reactivemux.ErrorCode;
import reactor.core.Exceptions;

class FailuresTest {

    @Test
    void whatTheFileSystemSaysIsSaidInWords() {
        assertThat(Failures.describe(new NoSuchFileException("/x"))).isEqualTo("there is no /x");
        assertThat(Failures.describe(new AccessDeniedException("/x"))).isEqualTo("permission denied: /x");
        assertThat(Failures.describe(new FileSystemException("/x", null, "No space left on device")))
                .isEqualTo("/x: No space left on device");
    }

    @Test
    void wrappingsAreTakenOff() {
        assertThat(Failures.describe(new UncheckedIOException(new IOException("torn"))))
                .isEqualTo("torn");
        assertThat(Failures.describe(Exceptions.propagate(new IOException("torn"))))
                .isEqualTo("torn");
    }

    @Test
    void theOtherSideIsNotToldThePathsOfThisOne() {
        assertThat(Failures.reason(new AccessDeniedException("/secret"))).isEqualTo("permission denied");
        assertThat(Failures.reason(new FileSystemException("/secret", null, "No space left on device")))
                .isEqualTo("No space left on device");
        assertThat(Failures.reason(new NoSuchFileException("/secret"))).doesNotContain("secret");
    }

    @Test
    void aFailureWithoutWordsIsNotAnEmptyLine() {
        assertThat(Failures.describe(new ChannelException(ErrorCode.INTERNAL, "")))
                .isNotBlank();
        assertThat(Failures.describe(new ChannelException(ErrorCode.TIMEOUT, "")))
                .contains("TIMEOUT");
        assertThat(Failures.describe(new IOException())).isNotBlank();
    }

    @Test
    void aDefectIsCalledOne() {
        assertThat(Failures.describe(new IllegalStateException("oops"))).contains("defect", "oops");
    }

    @Test
    void textFromElsewhereCannotDisturbTheTerminal() {
        assertThat(Failures.oneLine("a\nb\r\n\u001b[2Jc\u2028d\u0085e\n")).isEqualTo("a b [2Jc d e");
    }
}
