package vn.nharong.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The 240 sites of July 2020: three provincial halls, 17 districts, 220 communes, by their official names. */
final class ProvinceNames {
    private static final List<String> HALLS =
            List.of("Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh", "Sở Thông tin và Truyền thông");

    private ProvinceNames() {}

    static List<String> sites() throws IOException {
        List<String> names = new ArrayList<>(HALLS);
        Map<String, String> byCode = new HashMap<>();
        try (InputStream in = ProvinceNames.class.getResourceAsStream("gia-lai-2020.csv")) {
            if (in == null) {
                throw new IOException("gia-lai-2020.csv is not in the class path");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                String[] cells = line.split(",", -1);
                byCode.put(cells[0], cells[3]);
                if (cells[2].equals("district")) {
                    names.add(cells[3]);
                } else if (cells[2].equals("commune")) {
                    names.add(cells[3] + " · " + byCode.get(cells[1]));
                }
            }
        }
        return names;
    }
}
