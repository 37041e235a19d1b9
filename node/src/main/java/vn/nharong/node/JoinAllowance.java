package vn.nharong.node;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many tickets an address may still fetch: a bucket of {@link #BURST} that fills by {@link #PER_SECOND}. An office
 * behind one address comes in together; who only counts up names is slowed to the rate. Any thread.
 */
final class JoinAllowance {
    /** Two hundred people of one house, each loading the page anew once, within a minute. */
    static final int BURST = 300;

    private static final double PER_SECOND = 2;
    /** Who was not seen for longest is forgotten first; forgetting favours whom it concerns. */
    private static final int MAX_ADDRESSES = 10_000;

    private final LongSupplier nowNanos;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MAX_ADDRESSES;
        }
    };

    private record Bucket(double tickets, long atNanos) {}

    JoinAllowance(LongSupplier nowNanos) {
        this.nowNanos = nowNanos;
    }

    /** Takes a ticket. @return 0 when there was one, else after how many seconds there is */
    synchronized int take(String address) {
        long now = nowNanos.getAsLong();
        String network = network(address);
        Bucket before = buckets.getOrDefault(network, new Bucket(BURST, now));
        double tickets = Math.min(BURST, before.tickets() + (now - before.atNanos()) * 1e-9 * PER_SECOND);
        boolean taken = tickets >= 1;
        buckets.put(network, new Bucket(taken ? tickets - 1 : tickets, now));
        return taken ? 0 : (int) Math.ceil((1 - tickets) / PER_SECOND);
    }

    /** One subscriber has a whole /64 of IPv6 to come from. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return Arrays.toString(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }
}
