package org.reactivemux.samples.webflux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivemux.samples.webflux.market.Instrument;
import org.reactivemux.samples.webflux.market.Quote;
import org.reactivemux.samples.webflux.market.Tick;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Questions by HTTP, which the other process answers. */
@ExtendWith(SharedService.class)
class QuotesTest {
    private final WebTestClient http;

    QuotesTest(Service service) {
        this.http = service.http();
    }

    @Test
    void everythingListedHasAQuote() {
        List<Quote> quotes = http.get()
                .uri("/quotes")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(new ParameterizedTypeReference<List<Quote>>() {})
                .returnResult()
                .getResponseBody();
        assertThat(quotes)
                .extracting(Quote::symbol)
                .containsExactlyElementsOf(
                        Instrument.LISTED.stream().map(Instrument::symbol).toList());
    }

    @Test
    void oneQuoteIsJson() {
        http.get()
                .uri("/quotes/MONO")
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .contentType(MediaType.APPLICATION_JSON)
                .expectBody(Quote.class)
                .value(quote -> {
                    assertThat(quote.name()).isEqualTo("Mono Rail");
                    assertThat(quote.opening()).isEqualByComparingTo("100.00");
                    assertThat(quote.last().symbol()).isEqualTo("MONO");
                });
    }

    @Test
    void aHistoryIsOldestFirstAndAsLongAsAskedFor() {
        List<Tick> history = http.get()
                .uri("/quotes/FLUX/history?trades=5")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBodyList(Tick.class)
                .returnResult()
                .getResponseBody();
        assertThat(history)
                .isNotNull()
                .hasSizeLessThanOrEqualTo(5)
                .isSortedAccordingTo((a, b) -> Long.compare(a.number(), b.number()));
    }

    @Test
    void aSymbolThatIsNotListedIsNotFoundAndTheWorkersWordsSayWhich() {
        assertProblem("/quotes/NONE", HttpStatus.NOT_FOUND, "there is no instrument 'NONE'");
        assertProblem("/quotes/NONE/history", HttpStatus.NOT_FOUND, "there is no instrument 'NONE'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1001"})
    void aHistoryHasItsLimits(String trades) {
        assertProblem("/quotes/MONO/history?trades=" + trades, HttpStatus.BAD_REQUEST, "trades is 1 to 1,000");
    }

    @Test
    void everyAnswerForbidsPagesToLoadFromElsewhere() {
        http.get()
                .uri("/quotes/MONO")
                .exchange()
                .expectHeader()
                .value("Content-Security-Policy", policy -> assertThat(policy).contains("default-src 'none'"));
    }

    private void assertProblem(String uri, HttpStatus status, String words) {
        http.get()
                .uri(uri)
                .exchange()
                .expectStatus()
                .isEqualTo(status)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .expectBody(ProblemDetail.class)
                .value(problem -> assertThat(problem.getDetail()).contains(words));
    }
}
