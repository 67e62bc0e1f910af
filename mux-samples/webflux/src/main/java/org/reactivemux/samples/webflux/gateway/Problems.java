package org.reactivemux.samples.webflux.gateway;

import java.util.concurrent.TimeoutException;
import org.reactivemux.ErrorCode;
import org.reactivemux.MuxException;
import org.reactivemux.samples.webflux.market.UnknownSymbolException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** What goes wrong on the way to the worker, as HTTP says it (RFC 9457). */
@RestControllerAdvice
final class Problems {
    private static final String SECONDS_TO_RETRY = "1";
    private static final String TOO_LATE = "it has not answered in time";

    @ExceptionHandler
    ResponseEntity<ProblemDetail> failed(MuxException failure) {
        return response(of(failure));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> late(TimeoutException late) {
        return response(problem(HttpStatus.GATEWAY_TIMEOUT, "The worker does not answer", TOO_LATE));
    }

    private static ResponseEntity<ProblemDetail> response(ProblemDetail problem) {
        ResponseEntity.BodyBuilder response = ResponseEntity.status(problem.getStatus())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON); // also where a stream of events was asked for
        if (problem.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
            response.header(HttpHeaders.RETRY_AFTER, SECONDS_TO_RETRY);
        }
        return response.body(problem);
    }

    /** The problem that an error of a channel or of the connection is. */
    static ProblemDetail of(MuxException failure) {
        ErrorCode code = failure.code();
        if (code.equals(UnknownSymbolException.CODE)) {
            return problem(HttpStatus.NOT_FOUND, "Unknown symbol", String.valueOf(failure.getMessage()));
        }
        return code.equals(ErrorCode.INTERNAL)
                ? problem(HttpStatus.BAD_GATEWAY, "The worker failed", "it does not say why")
                : problem(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "The worker is not there",
                        String.valueOf(failure.getMessage()));
    }

    /** Why nothing is known of the worker, in words for people. */
    static String why(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return TOO_LATE;
        }
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
