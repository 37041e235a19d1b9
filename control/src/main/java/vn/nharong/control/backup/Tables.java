package vn.nharong.control.backup;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The tables of a database and their columns, parents before children, so that rows can be put in in this order. */
final class Tables {
    /** The migrations' own: the restored house has its own. */
    private static final String HISTORY = "flyway_schema_history";

    private Tables() {}

    /** Names in lower case → columns as the database spells them with their {@link java.sql.Types}. */
    static Map<String, Map<String, Integer>> of(Connection connection) throws SQLException {
        DatabaseMetaData meta = connection.getMetaData();
        Map<String, String> spelled = new LinkedHashMap<>();
        try (ResultSet rows = meta.getTables(null, connection.getSchema(), "%", new String[] {"TABLE", "BASE TABLE"})) {
            while (rows.next()) {
                String name = rows.getString("TABLE_NAME");
                if (!name.equalsIgnoreCase(HISTORY)) {
                    spelled.put(name.toLowerCase(Locale.ROOT), name);
                }
            }
        }
        Map<String, Set<String>> parents = new LinkedHashMap<>();
        for (Map.Entry<String, String> table : spelled.entrySet()) {
            Set<String> of = new LinkedHashSet<>();
            try (ResultSet rows = meta.getImportedKeys(null, connection.getSchema(), table.getValue())) {
                while (rows.next()) {
                    of.add(rows.getString("PKTABLE_NAME").toLowerCase(Locale.ROOT));
                }
            }
            of.remove(table.getKey());
            parents.put(table.getKey(), of);
        }
        Map<String, Map<String, Integer>> tables = new LinkedHashMap<>();
        for (String table : ordered(parents)) {
            tables.put(table, columns(meta, connection.getSchema(), String.valueOf(spelled.get(table))));
        }
        return tables;
    }

    private static List<String> ordered(Map<String, Set<String>> parents) {
        List<String> ordered = new ArrayList<>();
        while (ordered.size() < parents.size()) {
            int before = ordered.size();
            parents.forEach((table, of) -> {
                if (!ordered.contains(table) && ordered.containsAll(of)) {
                    ordered.add(table);
                }
            });
            if (ordered.size() == before) {
                throw new IllegalStateException("tables refer to one another in a circle: " + parents.keySet());
            }
        }
        return ordered;
    }

    private static Map<String, Integer> columns(DatabaseMetaData meta, String schema, String table)
            throws SQLException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        try (ResultSet rows = meta.getColumns(null, schema, table, "%")) {
            while (rows.next()) {
                // H2 calls the type of a UUID binary.
                boolean uuid = "uuid".equalsIgnoreCase(rows.getString("TYPE_NAME"));
                columns.put(
                        rows.getString("COLUMN_NAME").toLowerCase(Locale.ROOT),
                        uuid ? Types.OTHER : rows.getInt("DATA_TYPE"));
            }
        }
        return columns;
    }
}
