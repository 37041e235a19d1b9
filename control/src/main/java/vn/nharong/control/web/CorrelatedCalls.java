package vn.nharong.control.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import vn.nharong.bus.Correlation;

/** Every call has a number, its own or the page's, and gives it back; those that change something are in the log with it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
final class CorrelatedCalls extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    /** Each site sends one every few seconds. */
    private static final String STILL = "/still";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long begun = System.nanoTime();
        try (Correlation.Scope scope = Correlation.begin(request.getHeader(Correlation.HEADER))) {
            response.setHeader(Correlation.HEADER, Correlation.current());
            try {
                chain.doFilter(request, response);
            } finally {
                String path = request.getRequestURI();
                if (!READING.contains(request.getMethod()) && !path.endsWith(STILL)) {
                    Correlation.ACTS.info(
                            "{} {} {} {} ms",
                            request.getMethod(),
                            path,
                            response.getStatus(),
                            (System.nanoTime() - begun) / 1_000_000);
                }
            }
        }
    }
}
