package vn.nharong.control.administration;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.web.ServerSentEvents;

/** How the machine and the house are, for administrators. */
@RestController
class HealthController {
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Health health;
    private final ChainWatch chain;
    private final ObjectMapper json;

    HealthController(Health health, ChainWatch chain, ObjectMapper json) {
        this.health = health;
        this.chain = chain;
        this.json = json;
    }

    @GetMapping("/api/health")
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    Health.Report now() {
        return health.now();
    }

    /** Walks along the whole audit log now. */
    @PostMapping("/api/health/verify")
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    Health.Report verify() throws IOException {
        ChainWatch.Walk unused = chain.walk();
        return health.now();
    }

    @GetMapping("/api/health/events")
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    ResponseEntity<StreamingResponseBody> events(HttpServletResponse response) {
        ServerSentEvents events = new ServerSentEvents();
        Thread.ofVirtual().name("health").start(() -> tell(events));
        return events.answer(response);
    }

    private void tell(ServerSentEvents events) {
        try {
            while (!events.ended()) {
                events.offer(new ServerSentEvents.Event("", "snapshot", json.writeValueAsString(health.now())));
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
