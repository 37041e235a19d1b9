package vn.nharong.loadtest;

import java.net.http.HttpClient;
import java.util.function.BooleanSupplier;
import org.HdrHistogram.Histogram;
import vn.nharong.sites.media.LoadLoop;

/**
 * What the places of one load loop share.
 *
 * @param base where signalling goes
 * @param measuring whether what is seen now counts
 * @param running whether a place whose connection broke shall come back
 * @param latency of all places of the loop, written by the loop alone
 */
record Ground(
        LoadLoop loop,
        HttpClient http,
        String base,
        AccessTokens tokens,
        BooleanSupplier measuring,
        BooleanSupplier running,
        Histogram latency) {}
