package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.web.reactive.server.WebTestClient;

/** What users start. Runs after the jar was packaged, and not with the other tests. */
class RunnableJarTest {
    @TempDir
    Path directory;

    @Test
    void theJarStartsBothAndHasThePageAndItsCharts() throws Exception {
        Path jar = Path.of(System.getProperty("basedir", ""), "target", "mux-webflux.jar")
                .toAbsolutePath();
        try (Program program = Program.startJar(directory, jar, "--port", "0")) {
            Started started = Started.of(program);
            started.assertAnswers();
            WebTestClient http =
                    WebTestClient.bindToServer().baseUrl(started.url()).build();
            for (String path : new String[] {"/", "/app.js", "/webjars/uplot/dist/uPlot.esm.js"}) {
                http.get().uri(path).exchange().expectStatus().isOk();
            }
            program.signal("TERM");
            assertThat(program.await()).isEqualTo(143);
            assertThat(program.err()).isEmpty();
        }
    }
}
