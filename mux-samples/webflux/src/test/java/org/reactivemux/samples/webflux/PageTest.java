package org.reactivemux.samples.webflux;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** The page in headless Chromium, beside two real processes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageTest {
    private static final int MANY = 200;
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    /** How long a page is watched before its picture is taken; for those in the documentation, 15. */
    private static final double SECONDS = Double.parseDouble(System.getProperty("mux.page.seconds", "2"));

    private Chromium chromium;
    private Service service;

    @BeforeAll
    void start() throws IOException {
        chromium = Chromium.start();
        service = Service.start("--rate", "50");
    }

    @AfterAll
    void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    private Window desktop() {
        return Window.desktop(chromium, service.url(), ColorScheme.LIGHT);
    }

    private static Locator pace(Window window, String name) {
        return window.page()
                .getByRole(
                        AriaRole.RADIO,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    @Test
    void eachChannelIsShownWithItsFigures() {
        try (Window window = desktop().open("MONO", "FLUX")) {
            assertThat(window.rows()).hasCount(2);
            assertThat(window.page().locator("#worker")).containsText("Worker up: process");
            Locator row = window.rowOf("MONO");
            assertThat(row).containsText("flows");
            assertThat(Window.cell(row, "Messages/s")).hasText(Pattern.compile("^[3-7]\\d$"));
            assertThat(Window.cell(row, "Bytes/s")).hasText(Pattern.compile("^\\d+\\.\\d kB$"));
            assertThat(Window.cell(row, "Window")).hasText(Pattern.compile("kB$"));
            assertThat(window.page().locator("#total-messages"))
                    .hasText(Pattern.compile("^(8|9|10|11)\\d/s$|^1[01]\\d/s$"));
            assertThat(window.page().locator("#total-answer")).hasText(Pattern.compile("^[\\d.]+ (µs|ms)$"));
            assertThat(window.page().locator(".plot canvas")).hasCount(3);
        }
    }

    @Test
    void aReaderThatIsMadeSlowRunsOutOfCreditAndItsNeighbourFlows() {
        try (Window window = desktop().open("MONO", "FLUX")) {
            window.rowOf("MONO").getByRole(AriaRole.BUTTON).click();
            pace(window, "Stop").check(new Locator.CheckOptions().setForce(true));
            assertThat(window.page().locator("#said")).containsText("reads nothing any more");
            Locator slow = window.rowOf("MONO");
            assertThat(slow).containsText("no credit");
            assertThat(Window.cell(slow, "Credit")).hasText("0");
            assertThat(Window.cell(slow, "Messages/s")).hasText("0");
            assertThat(Window.cell(slow, "Stalled")).not().hasText("0.0 s");
            assertThat(window.page().locator("#now-behind")).hasText(Pattern.compile("^\\d{3}$"));
            assertThat(window.rowOf("FLUX")).containsText("flows");

            pace(window, "Full").check(new Locator.CheckOptions().setForce(true));
            assertThat(slow).containsText("flows");
            assertThat(window.page().locator("#now-behind")).hasText(Pattern.compile("^\\d{1,2}$"));
        }
    }

    @Test
    void aKeyboardIsEnough() {
        try (Window window = desktop().open("MONO")) {
            assertThat(window.rows()).hasCount(1);
            assertThat(window.page().locator("#symbol option")).hasCount(6);
            tab(window);
            assertFocused(window.page().getByText("Skip to the channels"));
            tab(window);
            assertFocused(window.page().locator("#symbol"));
            window.page().keyboard().press("ArrowDown");
            tab(window);
            window.page().keyboard().press("Enter");
            assertThat(window.rows()).hasCount(2);
            tab(window); // past the two buttons that close a stream
            tab(window);
            tab(window);
            assertFocused(pace(window, "Full"));
            window.page().keyboard().press("ArrowRight");
            assertThat(pace(window, "50/s")).isChecked();
            assertThat(window.page().locator("#said")).containsText("reads 50 a second");
            tab(window);
            assertFocused(window.page().locator("#channels"));
            tab(window);
            tab(window);
            Locator second = window.rows().nth(1).getByRole(AriaRole.BUTTON);
            assertFocused(second);
            window.page().keyboard().press("Enter");
            assertThat(second).hasAttribute("aria-pressed", "true");
            assertThat(window.page().locator("#detail-title")).containsText("FLUX");
        }
    }

    private static void tab(Window window) {
        window.page().keyboard().press("Tab");
    }

    private static void assertFocused(Locator element) {
        assertThat(element).isFocused();
        assertThat((Boolean) element.evaluate(
                        "e => [e, e.nextElementSibling].some(x => x && getComputedStyle(x).outlineStyle !== 'none')"))
                .as("its focus can be seen")
                .isTrue();
    }

    @Test
    void withoutStreamsItSaysThatThereAreNoneAndOneCanBeOpenedAndClosed() {
        try (Window window = desktop().open()) {
            assertThat(window.page().getByText("No channels are open.")).isVisible();
            assertThat(window.page().locator("#symbol option")).hasCount(6);
            window.page().locator("#symbol").selectOption("DUNE");
            window.page().getByText("Open a stream").click();
            assertThat(window.rows()).hasCount(1);
            assertThat(window.page().locator("#streams .price")).hasText(Pattern.compile("^\\d+\\.\\d\\d$"));
            window.page()
                    .getByText("Close", new Page.GetByTextOptions().setExact(true))
                    .click();
            assertThat(window.rows()).hasCount(0);
        }
    }

    @Test
    void whenTheWorkerIsGoneItSaysSoAndWhenItIsBackItGoesOn() throws Exception {
        try (Window window = desktop().open("MONO")) {
            window.expectRefusals();
            assertThat(window.rows()).hasCount(1);
            service.killWorker();
            assertThat(window.page().locator("#worker")).containsText("The worker is not there");
            assertThat(window.page().getByText("No channels are open.")).isVisible();
            service.startWorkerAgain();
            assertThat(window.page().locator("#worker")).containsText("Worker up");
            assertThat(window.rowOf("MONO")).containsText("flows");
        }
    }

    @Test
    void thereIsRoomForManyChannels() {
        WebClient http = WebClient.create(service.url().toString());
        Disposable readers = Flux.range(0, MANY)
                .flatMap(number -> service.events("/ticks/ECHO"), MANY)
                .filter(event -> "reader".equals(event.event()))
                .flatMap(event -> slowDown(http, event), MANY)
                .subscribe();
        try (Window window =
                Window.phone(chromium, service.url(), ColorScheme.DARK).open()) {
            assertThat(window.rows()).hasCount(MANY);
            window.assertFits();
            Locator last = window.rows().nth(MANY - 1).getByRole(AriaRole.BUTTON);
            last.click();
            assertThat(last).hasAttribute("aria-pressed", "true");
        } finally {
            readers.dispose();
        }
    }

    private static Mono<?> slowDown(WebClient http, ServerSentEvent<JsonNode> reader) {
        String id = Objects.requireNonNull(reader.data()).get("id").asString();
        return http.put()
                .uri("/readers/{id}/pace", id)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"perSecond\": 1}")
                .retrieve()
                .toBodilessEntity();
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void itFitsItsWindowAndNothingJumps(Look look) {
        try (Window window = look.window(chromium, service).open("MONO", "FLUX", "NOVA")) {
            assertThat(window.rows()).hasCount(3);
            watch(window);
            window.assertFits();
            window.assertNothingJumped();
            window.page()
                    .screenshot(new Page.ScreenshotOptions()
                            .setPath(SCREENSHOTS.resolve(look.name().toLowerCase(Locale.ROOT) + ".png"))
                            .setFullPage(true));
        }
    }

    /** A reader becomes slow for a while, so that there is something to see. */
    private void watch(Window window) {
        double third = SECONDS * 1_000 / 3;
        window.page().waitForTimeout(third);
        pace(window, "10/s").check(new Locator.CheckOptions().setForce(true));
        window.page().waitForTimeout(third);
        pace(window, "50/s").check(new Locator.CheckOptions().setForce(true));
        window.page().waitForTimeout(third);
    }

    /** In what people look at it. */
    enum Look {
        DESKTOP_LIGHT,
        DESKTOP_DARK,
        PHONE_LIGHT,
        PHONE_DARK;

        Window window(Chromium chromium, Service service) {
            ColorScheme scheme = name().endsWith("DARK") ? ColorScheme.DARK : ColorScheme.LIGHT;
            return name().startsWith("PHONE")
                    ? Window.phone(chromium, service.url(), scheme)
                    : Window.desktop(chromium, service.url(), scheme);
        }
    }
}
