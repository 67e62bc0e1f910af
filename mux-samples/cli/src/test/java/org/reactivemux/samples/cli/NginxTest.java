package org.reactivemux.samples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** curl and nginx notice nothing of the way in between. */
@Timeout(90)
class NginxTest {
    private static final int LARGE = 48_000_001;

    @TempDir
    Path directory;

    private String curl;
    private Nginx nginx;
    private Detour detour;

    @BeforeEach
    void start() throws Exception {
        curl = Tool.find("curl").toString();
        nginx = Nginx.in(directory);
        Files.writeString(nginx.root().resolve("small"), "hello\n");
        Files.writeString(nginx.root().resolve("empty"), "");
        Files.writeString(nginx.root().resolve("lines"), "all work and no play\n".repeat(50_000));
        detour = Detour.to(nginx.port(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        try (Detour way = detour) {
            if (way != null) {
                way.assertQuiet();
            }
        } finally {
            if (nginx != null) {
                nginx.close();
            }
        }
    }

    private Command curl(int port, String path, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(curl, "--silent", "--show-error", "--max-time", "30"));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + port + path);
        return Command.run(command);
    }

    /** The answer by the detour, which must be the direct one but for the time of day. */
    private String same(String path, String... options) throws Exception {
        Command direct = curl(nginx.port(), path, options).assertFine();
        Command carried = curl(detour.port(), path, options).assertFine();
        assertThat(timeless(carried)).isEqualTo(timeless(direct));
        return carried.out();
    }

    private static String timeless(Command answer) {
        return answer.out().replaceAll("(?m)^Date: .*$", "Date");
    }

    @Test
    void answersAreTheSameByteByByte() throws Exception {
        assertThat(same("/small", "--include")).startsWith("HTTP/1.1 200 OK").endsWith("hello\n");
        assertThat(same("/empty", "--include")).contains("Content-Length: 0");
        assertThat(same("/absent", "--include")).startsWith("HTTP/1.1 404 Not Found");
        assertThat(same("/small", "--include", "--head"))
                .contains("Content-Length: 6")
                .doesNotContain("hello");
        assertThat(same("/lines", "--include", "--range", "1000-1020")).startsWith("HTTP/1.1 206 Partial Content");
        assertThat(same("/small", "--include", "--http1.0", "--no-keepalive")).endsWith("hello\n");
    }

    @Test
    void chunkedAnswersAreTheSame() throws Exception {
        String answer = same("/lines", "--raw", "--include", "--header", "Accept-Encoding: gzip");
        assertThat(answer).contains("Transfer-Encoding: chunked", "Content-Encoding: gzip");
    }

    @Test
    void aLargeFileComesWhole() throws Exception {
        Path large = TestFiles.random(nginx.root().resolve("large"), LARGE);
        Path copy = directory.resolve("copy");
        curl(detour.port(), "/large", "--output", copy.toString()).assertFine();
        assertThat(Files.mismatch(copy, large)).isEqualTo(-1);
    }

    @Test
    void anUploadIsStoredWhole() throws Exception {
        Path large = TestFiles.random(directory.resolve("large"), LARGE);
        String answer = curl(detour.port(), "/stored/large", "--include", "--upload-file", large.toString())
                .assertFine()
                .out();
        assertThat(answer).contains("HTTP/1.1 201 Created");
        assertThat(Files.mismatch(nginx.root().resolve("stored").resolve("large"), large))
                .isEqualTo(-1);
    }

    @Test
    void anUploadThatIsNotWantedIsAnsweredAllTheSame() throws Exception {
        Path large = TestFiles.random(directory.resolve("large"), LARGE);
        for (int port : new int[] {nginx.port(), detour.port()}) {
            String status = curl(
                            port,
                            "/narrow/large",
                            "--output",
                            "/dev/null",
                            "--write-out",
                            "%{http_code}",
                            "--header",
                            "Expect:",
                            "--data-binary",
                            "@" + large)
                    .out();
            assertThat(status).isEqualTo("413");
        }
    }

    @Test
    void aConnectionIsUsedAgain() throws Exception {
        String connects = curl(
                        detour.port(), "/small?[1-20]", "--output", "/dev/null", "--write-out", "%{num_connects} ")
                .assertFine()
                .out();
        assertThat(connects).isEqualTo("1 " + "0 ".repeat(19));
    }

    @Test
    void manyAtATimeGetWhatIsTheirs() throws Exception {
        for (int i = 1; i <= 300; i++) {
            Files.writeString(nginx.root().resolve("file-" + i), ("content " + i + "\n").repeat(i * 10));
        }
        Path copies = Files.createDirectory(directory.resolve("copies"));
        curl(
                        detour.port(),
                        "/file-[1-300]",
                        "--parallel",
                        "--parallel-max",
                        "100",
                        "--parallel-immediate",
                        "--no-progress-meter",
                        "--output",
                        copies.resolve("file-#1").toString())
                .assertFine();
        assertThat(IntStream.rangeClosed(1, 300).boxed().toList())
                .allSatisfy(i -> assertThat(copies.resolve("file-" + i))
                        .hasSameBinaryContentAs(nginx.root().resolve("file-" + i)));
    }
}
