package vn.nharong.control.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.core.Ordered;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerAdapter;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.MeetingScope;
import vn.nharong.control.identity.Role;

/**
 * Every role at every endpoint there is, for something of its own part of the tree, something of another part and something
 * above: asked over HTTP, and compared with the table {@code authorisation.csv}. What is behind the guard does not run.
 *
 * <p>After a change of endpoints: {@code mvn test -pl control -am -Dsurefire.failIfNoSpecifiedTests=false
 * -Dtest=AuthorisationTest -Dauthorisation.write=true} writes the table; read what changed in it before you commit it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AuthorisationTest {
    private static final Pattern VARIABLE = Pattern.compile("\\{([a-zA-Z]+)[^}]*}");
    private static final int REACHED = 299;
    private static final String DISTRICT = "Huyện Đức Cơ";
    private static final List<String> PLACES = List.of("own", "outside", "above");

    private HouseServer server;
    private final Map<String, Browser> people = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> variables = new LinkedHashMap<>();
    /**
     * One connection after another, not HTTP/2: most of what is asked here is refused before its body is read, a
     * stream of resets to HTTP/2, at which the server ends the connection, and with it what was asked last.
     */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Answers instead of the handler: whoever gets here was let in. */
    static final class Reached implements HandlerAdapter, Ordered {
        @Override
        public boolean supports(Object handler) {
            return handler instanceof HandlerMethod;
        }

        @Override
        public @Nullable ModelAndView handle(HttpServletRequest request, HttpServletResponse response, Object handler) {
            response.setStatus(REACHED);
            return null;
        }

        @Override
        public int getOrder() {
            return Ordered.HIGHEST_PRECEDENCE;
        }
    }

    /** Meetings named by where they were convened. */
    static final class Meetings implements MeetingScope {
        static final Map<String, UUID> UNITS = new java.util.concurrent.ConcurrentHashMap<>();

        @Override
        public Optional<UUID> unitOf(String meeting) {
            return Optional.ofNullable(UNITS.get(meeting));
        }

        @Override
        public boolean hasSeat(String meeting, UUID site) {
            return meeting.equals("own");
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        server = HouseServer.start(HouseServer.House.sample(folder), made -> {
            BeanDefinitionRegistry beans = (BeanDefinitionRegistry) made.getBeanFactory();
            beans.registerBeanDefinition(
                    "reached",
                    BeanDefinitionBuilder.genericBeanDefinition(Reached.class, Reached::new)
                            .getBeanDefinition());
            beans.registerBeanDefinition(
                    "meetingsOfTheTest",
                    BeanDefinitionBuilder.genericBeanDefinition(Meetings.class, Meetings::new)
                            .setPrimary(true)
                            .getBeanDefinition());
        });
        People some = new People(server);
        UUID district = some.unit(DISTRICT);
        place("own", some, district, "Xã Ia Dom");
        place("outside", some, some.unit("Huyện Ia Grai"), "Huyện Ia Grai");
        place("above", some, some.unit("Tỉnh Gia Lai"), "Văn phòng UBND tỉnh");
        people.put("NOBODY", server.browser());
        people.put("SCREEN", some.screen("Xã Ia Dom"));
        people.put("GUEST", some.guest(some.unit(DISTRICT)));
        for (Role role : Role.values()) {
            if (role != Role.SITE) {
                people.put(role.name(), some.browser("d-" + role, role, district));
            }
        }
        for (Role role : Role.values()) {
            if (role != Role.SITE) {
                people.put(role + " of the house", some.browser("h-" + role, role, null));
            }
        }
        UUID unverified = some.account("u-administrator", Role.ADMINISTRATOR, null);
        people.put("ADMINISTRATOR of the house without second step", some.browser(unverified, false));
    }

    private void place(String place, People some, UUID unit, String site) {
        Meetings.UNITS.put(place, unit);
        variables.put(
                place,
                Map.of(
                        "meeting",
                        place,
                        "unit",
                        unit.toString(),
                        "site",
                        some.site(site).id().toString(),
                        "endpoint",
                        some.kiosk(site).id().toString()));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private record Endpoint(String method, String path, RequestMappingInfo mapping, HandlerMethod handler) {
        String name() {
            return method + " " + path;
        }
    }

    private List<Endpoint> endpoints() {
        Map<String, Endpoint> found = new TreeMap<>();
        server.context()
                .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .forEach((mapping, handler) -> {
                    var methods = mapping.getMethodsCondition().getMethods();
                    for (RequestMethod method : methods.isEmpty() ? java.util.Set.of(RequestMethod.GET) : methods) {
                        for (String path : mapping.getPatternValues()) {
                            Endpoint endpoint = new Endpoint(method.name(), path, mapping, handler);
                            found.put(path + " " + method, endpoint);
                        }
                    }
                });
        return List.copyOf(found.values());
    }

    @Test
    void everyEndpointOfOursSaysWhoMay() {
        List<String> silent = endpoints().stream()
                .filter(endpoint -> endpoint.handler.getBeanType().getName().startsWith("vn.nharong."))
                .filter(endpoint -> endpoint.handler.getMethodAnnotation(Allowed.class) == null)
                .map(endpoint -> endpoint.name() + " (" + endpoint.handler + ")")
                .toList();
        assertEquals(List.of(), silent, "without @Allowed");
        for (Endpoint endpoint : endpoints()) {
            Allowed allowed = endpoint.handler.getMethodAnnotation(Allowed.class);
            if (allowed != null) {
                boolean roles = allowed.value().length > 0;
                boolean byRole = List.of(
                                Allowed.Scope.MEETING, Allowed.Scope.UNIT, Allowed.Scope.OWN_UNITS, Allowed.Scope.HOUSE)
                        .contains(allowed.in());
                assertEquals(byRole, roles, endpoint.name() + ": roles belong to scopes that ask for them");
                boolean meeting = endpoint.path.contains("{meeting}");
                assertEquals(
                        meeting && byRole,
                        allowed.in() == Allowed.Scope.MEETING,
                        endpoint.name() + ": a meeting's endpoint asks for a role in that meeting");
            }
        }
    }

    @Test
    void theTableHolds() throws Exception {
        StringBuilder table = new StringBuilder("endpoint");
        people.keySet().forEach(who -> table.append(',').append(who));
        table.append('\n');
        for (Endpoint endpoint : endpoints()) {
            table.append(endpoint.name());
            for (Browser who : people.values()) {
                table.append(',').append(cell(endpoint, who));
            }
            table.append('\n');
        }
        Path file = Path.of(System.getProperty("nharong.root", ".."), "control/src/test/resources/authorisation.csv");
        if (Boolean.getBoolean("authorisation.write")) {
            Files.writeString(file, table);
        }
        String committed = Files.exists(file) ? Files.readString(file) : "";
        List<String> differences = new ArrayList<>(table.toString().lines().toList());
        differences.removeAll(committed.lines().toList());
        assertEquals(
                List.of(),
                differences,
                "these rows are not in authorisation.csv; if they are as they should be, write it by"
                        + " -Dauthorisation.write=true");
        assertEquals(committed.lines().count(), table.toString().lines().count(), "rows of endpoints that are gone");
    }

    /** Where this one is let in: {@code -}, {@code all}, or the places with a plus between. */
    private String cell(Endpoint endpoint, Browser who) throws Exception {
        List<String> places = new ArrayList<>();
        for (String place : PLACES) {
            int status = ask(endpoint, who, place);
            if (status == REACHED) {
                places.add(place);
            } else if (status != 401 && status != 403) {
                throw new AssertionError(endpoint.name() + " answers " + status + " in " + place);
            }
        }
        return places.isEmpty() ? "-" : places.equals(PLACES) ? "all" : String.join("+", places);
    }

    private int ask(Endpoint endpoint, Browser who, String place) throws Exception {
        Map<String, String> values = variables.getOrDefault(place, Map.of());
        Matcher variable = VARIABLE.matcher(endpoint.path.replace("/**", "/x"));
        String path = variable.replaceAll(found -> values.getOrDefault(
                found.group(1),
                UUID.nameUUIDFromBytes(place.getBytes(StandardCharsets.UTF_8)).toString()));
        HttpRequest.Builder request = who.request(path)
                .method(endpoint.method, HttpRequest.BodyPublishers.ofString("{}"))
                .header(
                        "Content-Type",
                        endpoint.mapping.getConsumesCondition().getConsumableMediaTypes().stream()
                                .map(type ->
                                        type.getType().equals("multipart") ? type + "; boundary=x" : type.toString())
                                .findFirst()
                                .orElse("application/json"));
        String accepted = endpoint.mapping.getProducesCondition().getProducibleMediaTypes().stream()
                .map(Object::toString)
                .collect(Collectors.joining(","));
        if (!accepted.isEmpty()) {
            request.header("Accept", accepted);
        }
        String token = tokens.computeIfAbsent(who, this::token);
        if (!token.isEmpty()) {
            request.header("X-CSRF-Token", token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private final Map<Browser, String> tokens = new java.util.IdentityHashMap<>();

    /** Computed as the server does: its own endpoint for it does not run here. */
    private String token(Browser who) {
        String key = who.session != null ? who.session : who.device != null ? who.device : who.guest;
        return key == null ? "" : vn.nharong.control.identity.Secrets.csrf(key);
    }

    @Test
    void whatLibrariesBringIsForAdministratorsOfTheHouse() throws Exception {
        for (String path : List.of(
                "/actuator",
                "/actuator/health",
                "/actuator/prometheus",
                "/actuator/metrics",
                "/actuator;x=1/health",
                "//actuator/health",
                "/%61ctuator/health",
                "/actuator/health/",
                "/api/openapi",
                "/api/openapi.yaml",
                "/api/openapi/swagger-config",
                "/api/docs",
                "/api/swagger-ui/index.html",
                "/swagger-ui/index.html",
                "/v3/api-docs")) {
            String raw = RawHttp.send(
                    server.port(),
                    "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n\r\n");
            boolean page = raw.startsWith("HTTP/1.1 200") && raw.endsWith("page");
            assertEquals(
                    true,
                    raw.startsWith("HTTP/1.1 401")
                            || raw.startsWith("HTTP/1.1 404")
                            || raw.startsWith("HTTP/1.1 400")
                            || page,
                    path + " " + raw);
            for (String who : List.of("OPERATOR of the house", "ADMINISTRATOR", "SCREEN")) {
                Browser browser = people.get(who);
                if (browser != null && !path.contains(";") && !path.startsWith("//")) {
                    var answer = browser.get(path);
                    assertEquals(
                            true,
                            answer.status() == 403
                                    || answer.status() == 404
                                    || answer.body().equals("page"),
                            who + " " + path + " " + answer);
                }
            }
        }
    }

    @Test
    void theSecondStepIsAskedForByItsName() throws Exception {
        Browser browser = people.get("ADMINISTRATOR of the house without second step");
        assertEquals(
                "second-step-required",
                browser == null ? "" : browser.get("/api/accounts").code());
    }
}
