package vn.nharong.control.web;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.ServletWebRequest;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.json.JsonMapper;
import vn.nharong.bus.Correlation;

/**
 * Every error that somebody may see, as problem details (RFC 9457) with a stable {@code code}, a Vietnamese {@code detail}
 * and {@code values} for the page's own words.
 */
@RestControllerAdvice
public class Problems extends ResponseEntityExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    /** What the framework refuses before we see it. */
    private static final Map<Integer, Wrong> KNOWN = Map.of(
            400, new Wrong("bad-request", "Yêu cầu không đúng dạng."),
            404, new Wrong("not-found", "Không có địa chỉ này."),
            405, new Wrong("method-not-allowed", "Địa chỉ này không nhận cách gọi đó."),
            406, new Wrong("not-acceptable", "Không trả lời được theo dạng được yêu cầu."),
            413, new Wrong("too-large", "Dữ liệu gửi lên quá lớn."),
            415, new Wrong("media-type", "Không nhận dạng dữ liệu này."),
            500, new Wrong("internal", "Lỗi của máy chủ."),
            503, new Wrong("busy", "Máy chủ đang bận, xin thử lại sau giây lát."));

    private record Wrong(String code, String detail) {}

    private final JsonMapper json;

    Problems(JsonMapper json) {
        this.json = json;
    }

    /** The parts of problem details. */
    public static Map<String, Object> of(Refusal refusal) {
        return parts(refusal.status(), refusal.code(), refusal.detail(), refusal.values());
    }

    private static Map<String, Object> parts(int status, String code, String detail, Map<String, String> values) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("type", "about:blank");
        HttpStatus known = HttpStatus.resolve(status);
        parts.put("title", known == null ? String.valueOf(status) : known.getReasonPhrase());
        parts.put("status", status);
        parts.put("code", code);
        parts.put("detail", detail);
        parts.put("values", values);
        return parts;
    }

    /** For who stands before the handlers and whose exceptions nobody would translate. */
    public void write(HttpServletResponse response, Refusal refusal) throws IOException {
        response.setStatus(refusal.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader("Cache-Control", "no-store");
        String seconds = refusal.values().get("seconds");
        if (seconds != null) {
            response.setHeader("Retry-After", seconds);
        }
        response.getOutputStream().write(json.writeValueAsBytes(of(refusal)));
    }

    /** A refusal of ours, or a defect. */
    @ExceptionHandler(Exception.class)
    @Nullable
    ResponseEntity<Object> refused(Exception thrown, WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            // A stream that broke off: whom would we tell?
            LOG.debug("after the answer had begun", thrown);
            return null;
        }
        if (thrown instanceof Refusal refusal) {
            ResponseEntity.BodyBuilder answer = answer(refusal.status());
            String seconds = refusal.values().get("seconds");
            if (seconds != null) {
                answer.header("Retry-After", seconds);
            }
            return answer.body(of(refusal));
        }
        String number = Correlation.current();
        String incident = number == null ? UUID.randomUUID().toString().substring(0, 8) : number;
        LOG.error("incident {}", incident, thrown);
        return answer(500)
                .body(parts(
                        500,
                        "internal",
                        "Lỗi của máy chủ; khi báo lỗi hãy nêu số " + incident + ".",
                        Map.of("incident", incident)));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception thrown,
            @Nullable Object body,
            HttpHeaders headers,
            HttpStatusCode statusCode,
            WebRequest request) {
        if (request instanceof ServletWebRequest servlet
                && servlet.getResponse() != null
                && servlet.getResponse().isCommitted()) {
            return null;
        }
        int status = statusCode.value();
        Wrong wrong = KNOWN.getOrDefault(status, new Wrong("http-" + status, "Yêu cầu bị từ chối."));
        return answer(status).headers(headers).body(parts(status, wrong.code, wrong.detail, Map.of()));
    }

    private static ResponseEntity.BodyBuilder answer(int status) {
        // Set here, so that nobody asks whether whoever wanted a stream or a picture takes JSON.
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .header("Cache-Control", "no-store");
    }
}
