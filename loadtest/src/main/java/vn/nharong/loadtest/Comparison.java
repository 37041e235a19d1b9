package vn.nharong.loadtest;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** draft */
record Comparison(AgainstOptions options, List<Trial> trials) {
    boolean isVoid() { return trials.stream().anyMatch(Trial::isVoid); }
    boolean held() { return true; }
    void write(Path out) throws IOException {}
    String line() { return new JsonObject().toString(); }
}
