package vn.nharong.control.administration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.ObjectMapper;
import vn.nharong.control.Settings;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.audit.Verdict;
import vn.nharong.control.backup.Backup;
import vn.nharong.control.data.Database;
import vn.nharong.control.directory.Days;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.UnitList;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.web.BadInput;

/** What the command line does while the server has the records. */
@RestController
class CommandController {
    private static final int MAX_FILE = 8 << 20;

    private final UnitImport imports;
    private final AuditLog audit;
    private final Backup backup;
    private final Clock clock;

    CommandController(
            UnitImport imports, AuditLog audit, Database database, Settings settings, ObjectMapper json, Clock clock) {
        this.imports = imports;
        this.audit = audit;
        this.backup = new Backup(database, settings.data(), json);
        this.clock = clock;
    }

    /** The list is the body. Its problems were told by whoever sends it. */
    @Allowed(in = Allowed.Scope.COMMAND_LINE)
    @PostMapping("/api/command/import")
    UnitImport.Preview take(
            @RequestParam("validFrom") String validFrom,
            @RequestParam("preview") boolean preview,
            @RequestParam("name") String name,
            HttpServletRequest request)
            throws IOException {
        LocalDate day = Days.read(validFrom).orElseThrow(() -> new BadInput("validFrom", "Không phải ngày."));
        byte[] body = request.getInputStream().readNBytes(MAX_FILE + 1);
        UnitList list = UnitList.read(body);
        if (body.length > MAX_FILE || !list.good()) {
            throw new BadInput("list", "Danh sách có lỗi.");
        }
        return preview
                ? imports.preview(list, day)
                : imports.take(list, day, "command line", BadInput.line("name", name, 300));
    }

    @Allowed(in = Allowed.Scope.COMMAND_LINE)
    @PostMapping("/api/command/verify")
    Verdict verify() throws IOException {
        return audit.verify();
    }

    /** The whole house as a zip. It ends short when it fails, which whoever reads it notices. */
    @Allowed(in = Allowed.Scope.COMMAND_LINE)
    @PostMapping("/api/command/backup")
    void backup(HttpServletResponse response) throws IOException {
        response.setContentType("application/zip");
        backup.write(response.getOutputStream(), clock.instant());
    }
}
