package org.reactivemux.reactor.spring.autoconfigure;

import org.reactivemux.EndpointException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two lines why an application could not listen on or connect to an address, and what to do about it. */
final class EndpointFailureAnalyzer extends AbstractFailureAnalyzer<EndpointException> {
    EndpointFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EndpointException cause) {
        return new FailureAnalysis(cause.getMessage(), remedy(cause.reason()), cause);
    }

    private static String remedy(EndpointException.Reason reason) {
        return switch (reason) {
            case IN_USE -> "Stop the server that listens there, or set another address in mux.server.addresses.";
            case NOT_A_SOCKET -> "Move what lies there away, or set another address in mux.server.addresses.";
            case PATH_TOO_LONG -> "Set a shorter path.";
            case PERMISSION_DENIED -> "Give the user of this application access to the directory and the socket.";
            case NO_SUCH_DIRECTORY -> "Create the directory, or set another address.";
            case NO_SERVER -> "Start the server, or set its address in mux.client.address.";
            case BUSY -> "Find out why the server does not accept, or raise its backlog.";
            case UNKNOWN_HOST -> "Correct the host's name, or have it known to the resolver.";
            case UNREACHABLE -> "See that there is a way to the host, and that nothing between blocks it.";
            case TLS -> "See that both sides have certificates that the other trusts.";
            case UNSUPPORTED -> "Set another address or transport.";
            case OTHER -> "See the cause in the log.";
        };
    }
}
