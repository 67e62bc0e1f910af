package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page in a window. When it is closed, nothing may have gone wrong in it, and nothing have been loaded from elsewhere. */
final class Window implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 20_000;

    private static final String WATCH_FOR_JUMPS = """
            const named = ({ node }) => node?.id || node?.className || node?.nodeName;
            window.jumps = [];
            new PerformanceObserver((list) => list.getEntries().forEach(({ value, sources }) =>
                jumps.push({ value, text: value.toFixed(4) + ' by ' + sources.map(named) }))
            ).observe({ type: 'layout-shift' });
            """;

    private final URI gateway;
    private final BrowserContext context;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private boolean refusalsAreExpected;

    private Window(Browser browser, URI gateway, int width, int height, ColorScheme scheme) {
        this.gateway = gateway;
        context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text());
            }
        });
        page.onRequest((Request request) -> requests.add(request.url()));
        page.addInitScript(WATCH_FOR_JUMPS);
    }

    static Window desktop(Chromium chromium, URI gateway, ColorScheme scheme) {
        return new Window(chromium.browser(), gateway, 1_440, 960, scheme);
    }

    static Window phone(Chromium chromium, URI gateway, ColorScheme scheme) {
        return new Window(chromium.browser(), gateway, 390, 844, scheme);
    }

    /** Opens the page; it begins with these streams. */
    Window open(String... symbols) {
        page.navigate(gateway.resolve("/?streams=" + String.join(",", symbols)).toString());
        return this;
    }

    /** The browser itself logs each answer that is an error, as those are while the worker is gone. */
    void expectRefusals() {
        refusalsAreExpected = true;
    }

    Page page() {
        return page;
    }

    Locator rows() {
        return page.locator("#rows tr");
    }

    /** The row of the stream that was opened so many streams ago, as the gateway counts them. */
    Locator rowOf(String symbol) {
        return rows().filter(new Locator.FilterOptions().setHasText(symbol)).first();
    }

    /** The cell under one of the table's headings. */
    static Locator cell(Locator row, String heading) {
        return row.locator("[data-label='" + heading + "']");
    }

    void assertFits() {
        assertThat((Boolean) page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
                .as("no scrolling sideways")
                .isTrue();
    }

    /** Nothing has moved since the page was opened, but by less than a hundredth of the window in all. */
    void assertNothingJumped() {
        String jumps = (String) page.evaluate("jumps.map(jump => jump.text).join('; ')");
        Number sum = (Number) page.evaluate("jumps.reduce((sum, jump) => sum + jump.value, 0)");
        assertThat(sum.doubleValue()).as("layout shift of " + jumps).isLessThan(0.01);
    }

    @Override
    public void close() {
        context.close();
        assertThat(requests).allMatch(url -> url.startsWith(gateway.toString()), "from " + gateway);
        if (refusalsAreExpected) {
            errors.removeIf(error -> error.startsWith("Failed to load resource"));
        }
        assertThat(errors).as("errors in the page").isEmpty();
    }
}
