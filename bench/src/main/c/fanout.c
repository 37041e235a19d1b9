/*
 * What the work of a fan-out costs in C: for each packet of a picture and each receiver a header of its own, AES-128-GCM under
 * a key of its own (RFC 7714), and a datagram to an address of its own; nothing else that a server does. Contexts are used
 * again, only the IV changes; one message to a receiver carries up to eight datagrams of one picture when offload is on.
 *
 *   fanout RECEIVERS SEGMENTS PACED MILLIS < schedule
 *
 * SEGMENTS  datagrams to one message at most; 1 for no offload
 * PACED     1: each line of the schedule at its time, 0: one after the other
 * MILLIS    of its processor's time, or of the clock when paced
 * schedule  lines "microseconds bytes", repeated from the beginning
 *
 * Prints one JSON line. Receivers are sockets of this process whose filter drops everything, so that no reader's work counts.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#ifndef UDP_SEGMENT
#define UDP_SEGMENT 103
#endif

/* libcrypto, as its manual declares it: only the library is needed to build this. */
typedef struct evp_cipher_ctx_st EVP_CIPHER_CTX;
typedef struct evp_cipher_st EVP_CIPHER;
extern EVP_CIPHER_CTX *EVP_CIPHER_CTX_new(void);
extern const EVP_CIPHER *EVP_aes_128_gcm(void);
extern int EVP_EncryptInit_ex(EVP_CIPHER_CTX *, const EVP_CIPHER *, void *, const unsigned char *, const unsigned char *);
extern int EVP_EncryptUpdate(EVP_CIPHER_CTX *, unsigned char *, int *, const unsigned char *, int);
extern int EVP_EncryptFinal_ex(EVP_CIPHER_CTX *, unsigned char *, int *);
extern int EVP_CIPHER_CTX_ctrl(EVP_CIPHER_CTX *, int, int, void *);
extern int RAND_bytes(unsigned char *, int);
#define GET_TAG 0x10

enum { PAYLOAD = 1104, HEADER = 20, TAG = 16, SLOT = 1280, MESSAGES = 64, MOST_SEGMENTS = 8, MOST_LINES = 20000 };

struct receiver {
    EVP_CIPHER_CTX *context;
    struct sockaddr_in address;
    uint8_t salt[12];
    uint32_t ssrc;
    uint32_t index;
};

static struct { long micros; int bytes; } schedule[MOST_LINES];
static uint8_t slots[MESSAGES][MOST_SEGMENTS][SLOT];
static struct mmsghdr messages[MESSAGES];
static struct iovec vectors[MESSAGES][MOST_SEGMENTS];
static union { struct cmsghdr header; uint8_t bytes[CMSG_SPACE(sizeof(uint16_t))]; } controls[MESSAGES];
static uint8_t picture[1 << 17];
static int out, waiting;
static long packets, sent, refused;

static void give_up(const char *what) {
    perror(what);
    exit(1);
}

static int64_t now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void sink(struct receiver *to) {
    struct sock_filter nothing = BPF_STMT(BPF_RET | BPF_K, 0);
    struct sock_fprog program = { 1, &nothing };
    int in = socket(AF_INET, SOCK_DGRAM, 0);
    socklen_t length = sizeof to->address;
    to->address.sin_family = AF_INET;
    to->address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (in < 0 || bind(in, (struct sockaddr *) &to->address, length) < 0
            || getsockname(in, (struct sockaddr *) &to->address, &length) < 0
            || setsockopt(in, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program) < 0) {
        give_up("receiver");
    }
}

static void flush(void) {
    for (int from = 0; from < waiting;) {
        int count = sendmmsg(out, messages + from, waiting - from, 0);
        if (count <= 0) {
            refused++;
            from++;
        } else {
            sent += count;
            from += count;
        }
    }
    waiting = 0;
}

static void protect(struct receiver *to, uint8_t *packet, const uint8_t *payload, int length, int last) {
    uint8_t iv[12];
    int done;
    uint32_t index = to->index++;
    memset(packet, 0, HEADER);
    packet[0] = 0x90;
    packet[1] = last ? 0xe0 : 0x60;
    packet[2] = index >> 8;
    packet[3] = index;
    memcpy(packet + 8, &to->ssrc, 4);
    packet[12] = 0xbe;
    packet[13] = 0xde;
    packet[15] = 1;
    packet[16] = 0x31;
    packet[17] = index >> 8;
    packet[18] = index;
    memcpy(iv, to->salt, 12); /* RFC 7714 section 8.1 */
    for (int i = 0; i < 4; i++) {
        iv[2 + i] ^= packet[8 + i];
    }
    iv[8] ^= index >> 24;
    iv[9] ^= index >> 16;
    iv[10] ^= index >> 8;
    iv[11] ^= index;
    EVP_EncryptInit_ex(to->context, NULL, NULL, NULL, iv);
    EVP_EncryptUpdate(to->context, NULL, &done, packet, HEADER);
    EVP_EncryptUpdate(to->context, packet + HEADER, &done, payload, length);
    EVP_EncryptFinal_ex(to->context, packet + HEADER + length, &done);
    EVP_CIPHER_CTX_ctrl(to->context, GET_TAG, TAG, packet + HEADER + length);
}

/* One picture to one receiver: messages of equal datagrams, the last may be shorter. */
static void show(struct receiver *to, int bytes, int segments) {
    for (int at = 0; at < bytes;) {
        int message = waiting++;
        int count = 0;
        for (; count < segments && at < bytes; count++) {
            int part = bytes - at < PAYLOAD ? bytes - at : PAYLOAD;
            protect(to, slots[message][count], picture + at, part, at + part == bytes);
            vectors[message][count].iov_base = slots[message][count];
            vectors[message][count].iov_len = HEADER + part + TAG;
            at += part;
        }
        struct msghdr *header = &messages[message].msg_hdr;
        header->msg_name = &to->address;
        header->msg_namelen = sizeof to->address;
        header->msg_iov = vectors[message];
        header->msg_iovlen = count;
        header->msg_control = count > 1 ? &controls[message] : NULL;
        header->msg_controllen = count > 1 ? sizeof controls[message] : 0;
        controls[message].header.cmsg_level = IPPROTO_UDP;
        controls[message].header.cmsg_type = UDP_SEGMENT;
        controls[message].header.cmsg_len = CMSG_LEN(sizeof(uint16_t));
        *(uint16_t *) CMSG_DATA(&controls[message].header) = HEADER + PAYLOAD + TAG;
        packets += count;
        if (waiting == MESSAGES) {
            flush();
        }
    }
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: fanout RECEIVERS SEGMENTS PACED MILLIS < schedule\n");
        return 2;
    }
    int receivers = atoi(arguments[1]);
    int segments = atoi(arguments[2]);
    int paced = atoi(arguments[3]);
    int64_t budget = atol(arguments[4]) * 1000000LL;
    int lines = 0;
    while (lines < MOST_LINES && scanf("%ld %d", &schedule[lines].micros, &schedule[lines].bytes) == 2) {
        lines++;
    }
    if (receivers < 1 || segments < 1 || segments > MOST_SEGMENTS || lines < 2) {
        fprintf(stderr, "fanout: nothing to do\n");
        return 2;
    }
    int buffer = 4 << 20;
    out = socket(AF_INET, SOCK_DGRAM, 0);
    if (out < 0 || setsockopt(out, SOL_SOCKET, SO_SNDBUF, &buffer, sizeof buffer) < 0) {
        give_up("socket");
    }
    struct receiver *all = calloc(receivers, sizeof *all);
    for (int i = 0; i < receivers; i++) {
        uint8_t key[16];
        RAND_bytes(key, sizeof key);
        RAND_bytes(all[i].salt, sizeof all[i].salt);
        RAND_bytes((uint8_t *) &all[i].ssrc, sizeof all[i].ssrc);
        all[i].context = EVP_CIPHER_CTX_new();
        if (all[i].context == NULL || EVP_EncryptInit_ex(all[i].context, EVP_aes_128_gcm(), NULL, key, NULL) != 1) {
            fprintf(stderr, "fanout: no cipher\n");
            return 1;
        }
        sink(&all[i]);
    }
    RAND_bytes(picture, sizeof picture);

    clockid_t clock = paced ? CLOCK_MONOTONIC : CLOCK_PROCESS_CPUTIME_ID;
    int64_t cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    int64_t begun = now(clock);
    int64_t turn = begun;
    for (int line = 0; now(clock) - begun < budget; line = (line + 1) % lines) {
        if (paced) {
            if (line == 0) {
                turn = now(clock);
            }
            struct timespec until;
            int64_t at = turn + schedule[line].micros * 1000LL;
            until.tv_sec = at / 1000000000LL;
            until.tv_nsec = at % 1000000000LL;
            clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL);
        }
        for (int i = 0; i < receivers; i++) {
            show(&all[i], schedule[line].bytes, segments);
        }
        flush();
    }
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    printf("{\"packets\":%ld,\"ns_per_packet\":%.1f,\"segments_mean\":%.2f,\"refused\":%ld}\n",
            packets, (double) cpu / packets, (double) packets / sent, refused);
    return 0;
}
