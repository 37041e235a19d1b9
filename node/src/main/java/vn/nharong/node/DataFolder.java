package vn.nharong.node;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import vn.nharong.disk.Unwritable;
import vn.nharong.disk.WholeFile;
import vn.nharong.signal.token.ApiKey;

/** The folder that outlives the process. */
final class DataFolder {
    private static final String KEY_FILE = "api-key";
    private static final String CONDUCTOR_KEY_FILE = "conductor-key";

    private final Path folder;

    /** Makes the folder if need be and tries to write into it. */
    DataFolder(Path folder) throws StartRefused {
        this.folder = folder;
        String why = Unwritable.why(folder);
        if (why != null) {
            throw new StartRefused(
                    1, "không ghi được vào thư mục dữ liệu " + folder + " (cannot write into the data folder): " + why);
        }
    }

    Path path() {
        return folder;
    }

    /** The API key: given, or kept here, or made now. */
    ApiKey apiKey(Config config) throws StartRefused {
        String id = config.apiKey();
        String secret = config.apiSecret();
        if (id != null && secret != null) {
            return checked(new ApiKey(id, secret));
        }
        if (id != null || secret != null) {
            throw new StartRefused(
                    Options.WRONG_OPTIONS, "NHARONG_API_KEY and NHARONG_API_SECRET must be given together");
        }
        return keptKey(KEY_FILE, "API");
    }

    /** The key with which the meeting application signs: kept here, so that clients come back after a restart. */
    ApiKey conductorKey() throws StartRefused {
        return keptKey(CONDUCTOR_KEY_FILE, "CON");
    }

    /** Read, or made now. */
    private ApiKey keptKey(String name, String prefix) throws StartRefused {
        Path file = folder.resolve(name);
        try {
            if (Files.exists(file)) {
                List<String> kept = Files.readAllLines(file, StandardCharsets.UTF_8);
                if (kept.size() < 2) {
                    throw new StartRefused(
                            1, file + " is damaged: it must hold the key's id and its secret, a line each");
                }
                return checked(new ApiKey(kept.get(0).strip(), kept.get(1).strip()));
            }
            SecureRandom random = new SecureRandom();
            ApiKey made = new ApiKey(prefix + text(random, 9), text(random, 32));
            String lines = made.id() + "\n" + made.secret() + "\n";
            WholeFile.write(file, lines.getBytes(StandardCharsets.UTF_8), true);
            return made;
        } catch (IOException e) {
            throw new StartRefused(1, "cannot keep the key in " + file + ": " + e.getMessage());
        }
    }

    private static ApiKey checked(ApiKey key) throws StartRefused {
        if (key.secret().length() < 32) {
            throw new StartRefused(Options.WRONG_OPTIONS, "NHARONG_API_SECRET must have at least 32 characters");
        }
        return key;
    }

    private static String text(SecureRandom random, int bytes) {
        byte[] raw = new byte[bytes];
        random.nextBytes(raw);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(raw)
                .replace('-', 'x')
                .replace('_', 'y');
    }
}
