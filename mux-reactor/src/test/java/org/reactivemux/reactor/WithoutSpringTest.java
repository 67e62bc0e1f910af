package org.reactivemux.reactor;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Who has no Spring needs none. */
class WithoutSpringTest {
    @TempDir
    private Path directory;

    /** Serves and asks itself, in a process without any of Spring's jars. */
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
                    .flatMap(client -> client.request("echo", Messages.utf8("round trip")))
                    .map(Messages::text)
                    .block();
            System.out.println(answer);
            Mono.justOrEmpty(binding)
                    .doOnNext(MuxBinding::dispose)
                    .flatMap(MuxBinding::onDispose)
                    .block();
        }
    }

    @Test
    void clientAndServerWork() throws Exception {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("spring-"))
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
        assertThat(output).isEqualTo("round trip" + System.lineSeparator());
    }
}
