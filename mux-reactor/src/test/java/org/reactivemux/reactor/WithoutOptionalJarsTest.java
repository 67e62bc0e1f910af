package org.reactivemux.reactor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivemux.ChannelSpec;
import org.reactivemux.Codec;
import reactor.core.publisher.Mono;

/** Who has no Spring, no Micrometer, or no zstd needs none; without zstd messages are compressed by deflate (H-16, H-17). */
class WithoutOptionalJarsTest {
    @TempDir
    private Path directory;

    /** Serves and asks itself, in a process without some of the jars. */
    static final class Program {
        public static void main(String[] arguments) {
            String path = arguments[0];
            MuxBinding binding = MuxServer.create()
                    .unix(path)
                    .handle("echo", channel -> channel.send(channel.receive()))
                    .bind()
                    .block();
            String answer = MuxClient.create()
                    .unix(path)
                    .connect()
                    .flatMap(client -> client.open(ChannelSpec.named("echo").codec(Codec.ZSTD, Codec.DEFLATE)))
                    .flatMap(channel -> channel.send(Mono.just(ByteBuffer.allocate(5_000)))
                            .then(channel.receive().single())
                            .map(echo -> echo.remaining() + " by "
                                    + channel.codec().orElseThrow() + ", sent "
                                    + channel.connection()
                                            .snapshot()
                                            .compression()
                                            .sentFrom()))
                    .block();
            System.out.println(answer);
            Mono.justOrEmpty(binding)
                    .doOnNext(MuxBinding::dispose)
                    .flatMap(MuxBinding::onDispose)
                    .block();
        }
    }

    @ParameterizedTest
    @CsvSource({"spring-, ZSTD", "micrometer-, ZSTD", "zstd-jni, DEFLATE"})
    void clientAndServerWork(String missing, Codec codec) throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith(missing))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Program.class.getName(),
                        directory.resolve("s").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(output).isEqualTo("5000 by " + codec + ", sent 5000" + System.lineSeparator());
    }
}
