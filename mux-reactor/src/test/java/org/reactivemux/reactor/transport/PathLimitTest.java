package org.reactivemux.reactor.transport;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.reactivemux.EndpointException;

class PathLimitTest {
    private final PathLimit limit = new PathLimit("small", 6);

    @Test
    void aPathUpToTheLimitPasses() {
        assertThatNoException().isThrownBy(() -> limit.check(Path.of("/a/b/c")));
    }

    @Test
    void bytesCountAndNotCharacters() {
        assumeThat(System.getProperty("sun.jnu.encoding"))
                .as("file names may have umlauts")
                .isEqualTo("UTF-8");
        assertThatExceptionOfType(EndpointException.class)
                .isThrownBy(() -> limit.check(Path.of("/a/bäc")))
                .withMessage("the path /a/bäc has 7 bytes, over the 6 that the small transport takes")
                .extracting(EndpointException::reason)
                .isEqualTo(EndpointException.Reason.PATH_TOO_LONG);
    }

    @Test
    void aRelativePathCountsAsItIsWritten() {
        assertThatNoException().isThrownBy(() -> limit.check(Path.of("mux.sk")));
    }
}
