package vn.nharong.door;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who guesses waits, longer each time: 1, 2, 4 … seconds and at last a quarter of an hour, which is the lock-out. Counted for
 * the account that is tried and for the address it is tried from; an address has more tries free, since an office comes from
 * one. While somebody waits, nothing is compared. An account's try counts as failed from its beginning, so that a thousand
 * at once are no thousand guesses.
 *
 * <p>In memory: whoever guesses can't restart us, and a row for every guess would let strangers write into the records as
 * fast as they can send. Any thread.
 */
public final class FailedTries {
    /** A wrong key, a forgotten password, a wrong layout of the keyboard: until here nobody waits. */
    public static final int FREE_OF_ACCOUNT = 3;

    public static final int FREE_OF_ADDRESS = 10;
    /** The lock-out. */
    public static final Duration LONGEST = Duration.ofMinutes(15);

    /** So long after the last failure all is forgotten. */
    private static final Duration FORGOTTEN = Duration.ofHours(1);
    /** Who was not seen for longest is forgotten first. Accounts and addresses each by themselves. */
    private static final int MAX = 10_000;

    private final InstantSource clock;
    private final Map<Key, Count> accounts = bounded();
    private final Map<Key, Count> addresses = bounded();

    private record Key(Door door, String who) {}

    private record Count(int failures, Instant last, Instant until) {}

    /**
     * Somebody who has to wait, for those who look after the house.
     *
     * @param account as it was typed, or empty where it is about an address
     * @param address of a machine, or the /64 of an IPv6 network; empty where it is about an account
     */
    public record Slowed(Door door, String account, String address, int failures, Instant until) {}

    public FailedTries(InstantSource clock) {
        this.clock = clock;
    }

    private static Map<Key, Count> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Count> eldest) {
                return size() > MAX;
            }
        };
    }

    /**
     * Somebody is about to try. One of {@link #passed} and {@link #failed} must follow when this returns zero.
     *
     * @param account what is tried, or null where only the address counts
     * @return seconds to wait first; 0: go on
     */
    public synchronized int begin(Door door, @Nullable String account, String address) {
        Instant now = clock.instant();
        long wait = Math.max(
                account == null ? 0 : waiting(accounts, new Key(door, account), now),
                waiting(addresses, new Key(door, network(address)), now));
        if (wait == 0 && account != null) {
            charge(accounts, new Key(door, account), FREE_OF_ACCOUNT, now);
        }
        return (int) Math.ceilDiv(wait, 1000L);
    }

    /** It was right: the account begins anew. The address keeps its count: its owner may have an account to reset it with. */
    public synchronized void passed(Door door, @Nullable String account) {
        if (account != null) {
            accounts.remove(new Key(door, account));
        }
    }

    /** It was wrong. */
    public synchronized void failed(Door door, String address) {
        charge(addresses, new Key(door, network(address)), FREE_OF_ADDRESS, clock.instant());
    }

    /** Who has to wait now, the longest first. */
    public synchronized List<Slowed> slowed() {
        Instant now = clock.instant();
        List<Slowed> slowed = new ArrayList<>();
        accounts.forEach((key, count) -> {
            if (count.until.isAfter(now)) {
                slowed.add(new Slowed(key.door, key.who, "", count.failures, count.until));
            }
        });
        addresses.forEach((key, count) -> {
            if (count.until.isAfter(now)) {
                slowed.add(new Slowed(key.door, "", key.who, count.failures, count.until));
            }
        });
        slowed.sort(Comparator.comparing(Slowed::until).reversed());
        return slowed;
    }

    /** Lets somebody try again at once. @return whether anything was counted */
    public synchronized boolean forget(Door door, String account, String address) {
        return account.isEmpty()
                ? addresses.remove(new Key(door, address)) != null
                : accounts.remove(new Key(door, account)) != null;
    }

    private static long waiting(Map<Key, Count> counts, Key key, Instant now) {
        Count count = counts.get(key);
        return count == null
                ? 0
                : Math.max(0, Duration.between(now, count.until).toMillis());
    }

    private static void charge(Map<Key, Count> counts, Key key, int free, Instant now) {
        Count before = counts.get(key);
        boolean remembered = before != null && now.isBefore(before.last.plus(FORGOTTEN));
        int failures = remembered && before != null ? before.failures + 1 : 1;
        counts.put(key, new Count(failures, now, now.plus(delay(failures - free))));
    }

    private static Duration delay(int beyond) {
        if (beyond < 1) {
            return Duration.ZERO;
        }
        Duration doubled = Duration.ofSeconds(1L << Math.min(beyond - 1, 20));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** One subscriber has a whole /64 of IPv6 to come from. */
    private static String network(String address) {
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            if (bytes.length != 16) {
                return address;
            }
            return InetAddress.getByAddress(Arrays.copyOf(Arrays.copyOf(bytes, 8), 16))
                            .getHostAddress() + "/64";
        } catch (IllegalArgumentException | UnknownHostException e) {
            return address;
        }
    }
}
