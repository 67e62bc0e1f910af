package org.reactivemux.reactor.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What Spring Boot and editors find in the jar. */
class MetadataTest {
    private static List<JsonNode> properties() throws IOException {
        try (InputStream file =
                MetadataTest.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonNode all = JsonMapper.shared().readTree(file).get("properties");
            return StreamSupport.stream(all.spliterator(), false).toList();
        }
    }

    @Test
    void everyPropertyIsDescribed() throws IOException {
        assertThat(properties())
                .hasSizeGreaterThan(50)
                .allSatisfy(property -> assertThat(property.path("description").asString())
                        .as("%s", property)
                        .endsWith("."));
    }

    @Test
    void defaultsAreThere() throws IOException {
        assertThat(properties())
                .anySatisfy(property -> {
                    assertThat(property.get("name").asString()).isEqualTo("mux.server.options.largest-frame");
                    assertThat(property.get("defaultValue").asString()).isEqualTo("64KB");
                })
                .anySatisfy(property -> {
                    assertThat(property.get("name").asString()).isEqualTo("mux.server.mode");
                    assertThat(property.get("defaultValue").asString()).isEqualTo("rw-------");
                });
    }

    @Test
    void everyAutoConfigurationIsFound() {
        assertThat(ImportCandidates.load(AutoConfiguration.class, MetadataTest.class.getClassLoader()))
                .contains(
                        MuxServerAutoConfiguration.class.getName(),
                        MuxClientAutoConfiguration.class.getName(),
                        MuxMessagingAutoConfiguration.class.getName(),
                        MuxStrategiesAutoConfiguration.class.getName(),
                        MuxObservationAutoConfiguration.class.getName(),
                        MuxHealthAutoConfiguration.class.getName());
    }

    /** docs/guide.md lists the properties. */
    @Test
    void theGuideNamesEachProperty() throws IOException {
        String guide = Files.readString(Path.of("../docs/guide.md"), StandardCharsets.UTF_8);
        assertThat(properties())
                .extracting(property -> property.get("name").asString())
                .allSatisfy(name -> assertThat(guide)
                        .contains("| `" + name.replaceFirst("^mux\\.(server|client)\\.options\\.", "") + "` |"));
    }
}
