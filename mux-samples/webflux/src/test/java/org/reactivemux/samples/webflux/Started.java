package org.reactivemux.samples.webflux;

import java.io.IOException;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * What the program says when it has started both.
 *
 * @param url where the gateway is
 * @param worker the worker's process
 */
record Started(String url, ProcessHandle worker) {

    static Started of(Program program) throws IOException {
        String one = program.line();
        String other = program.line();
        String gateway = one.startsWith("gateway:") ? one : other;
        String worker = one.startsWith("worker:") ? one : other;
        return new Started(gateway.replace("gateway:", "").strip(), workerIn(worker));
    }

    static ProcessHandle workerIn(String line) {
        long pid = Long.parseLong(line.replaceAll("\\D*(\\d+).*", "$1"));
        return ProcessHandle.of(pid).orElseThrow();
    }

    void assertAnswers() {
        WebTestClient.bindToServer()
                .baseUrl(url)
                .build()
                .get()
                .uri("/quotes/MONO")
                .exchange()
                .expectStatus()
                .isOk();
    }
}
