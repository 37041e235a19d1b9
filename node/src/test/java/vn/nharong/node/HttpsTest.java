package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTPS by our own authority, and who is sent there. */
class HttpsTest {
    @RegisterExtension
    final TestServer server = new TestServer();

    @Test
    void httpsByOurOwnAuthority() throws Exception {
        X509Certificate authority;
        try (InputStream in = new ByteArrayInputStream(server.client
                .send(
                        HttpRequest.newBuilder(server.http("/authority.crt")).build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body())) {
            authority =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        HttpClient secure = HttpClient.newBuilder().sslContext(context).build();
        for (String host : List.of("127.0.0.1", "localhost")) {
            HttpResponse<String> answer = secure.send(
                    HttpRequest.newBuilder(URI.create("https://" + host + ":" + server.tlsPort() + "/healthz"))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals("OK", answer.body());
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
        }
        URI address = URI.create("https://127.0.0.1:" + server.tlsPort() + "/healthz");
        assertThrows(
                IOException.class,
                () -> server.client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString()),
                "who does not trust the authority does not trust us");
        SignalPeer an = new SignalPeer();
        secure.newWebSocketBuilder()
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + server.tlsPort() + "/rtc/v1?access_token="
                                + TestServer.token("an", "hop") + "&join_request=" + TestServer.joinRequest()),
                        an)
                .join();
        an.next(LivekitRtc.SignalResponse.MessageCase.JOIN);
        assertTrue(server.get("/authority").body().matches("(?s).*([0-9A-F]{2}:){31}[0-9A-F]{2}.*"));
    }

    @Test
    void aPageFromAnotherMachineIsSentToHttps() throws Exception {
        for (String path :
                List.of("/", "/r/hop?x=1", "/healthz", "/authority", "/rtc/v1", "/api/figures", "/api/none")) {
            HttpResponse<String> answer = server.client.send(
                    HttpRequest.newBuilder(server.http(path))
                            .header("X-Forwarded-For", "192.168.1.9")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            boolean stays =
                    List.of("/healthz", "/authority", "/rtc/v1", "/api/figures").contains(path);
            assertEquals(!stays, answer.statusCode() == 307, path);
            assertEquals(
                    stays ? "" : "https://127.0.0.1:" + server.tlsPort() + path,
                    answer.headers().firstValue("Location").orElse(""));
        }
        HttpResponse<String> forwarded = server.client.send(
                HttpRequest.newBuilder(server.http("/"))
                        .header("X-Forwarded-For", "192.168.1.9")
                        .header("X-Forwarded-Proto", "https")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(200, forwarded.statusCode());
    }

    @Test
    void whoAsksForHttpsIsSentToItsPortFromAnywhere() throws Exception {
        String secure = "https://127.0.0.1:" + server.tlsPort();
        for (Map.Entry<String, String> way : Map.of(
                        "/https", "/",
                        "/https/", "/",
                        "/https/r/hop?x=1", "/r/hop?x=1",
                        "/https/rtc/v1", "/rtc/v1",
                        "/https//elsewhere.example/", "/")
                .entrySet()) {
            HttpResponse<String> answer = server.get(way.getKey());
            assertEquals(307, answer.statusCode(), way.getKey());
            assertEquals(
                    secure + way.getValue(),
                    answer.headers().firstValue("Location").orElse(""),
                    way.getKey());
        }
        assertEquals(404, server.get("/httpsx").statusCode());
    }

    @Test
    void aNetworkOfProxiesIsBelievedAndNobodyBeyondIt() throws Exception {
        record Case(String network, boolean believed) {}
        for (Case one : List.of(
                new Case("127.0.0.0/8", true),
                new Case("127.0.0.1/32", true),
                new Case("0.0.0.0/0", true),
                new Case("127.0.0.2/32", false),
                new Case("10.0.0.0/8", false),
                new Case("::/0", false))) {
            server.close();
            server.start(List.of("fd00::/8", one.network()));
            HttpResponse<String> answer = server.client.send(
                    HttpRequest.newBuilder(server.http("/"))
                            .header("X-Forwarded-For", "192.168.1.9")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(one.believed() ? 307 : 200, answer.statusCode(), one.network());
        }
    }
}
