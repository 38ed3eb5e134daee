// What this machine can do at best: bytes written to many sockets, and records forced to a disk. Nothing else.
//
// Build: cc -O2 -Wall -Wextra -o yardstick yardstick.c
// Call:  yardstick SOCKETS BYTES MESSAGES [MESSAGES-A-WRITE [FOLDER]]
//
// Each of SOCKETS loopback connections gets MESSAGES messages of BYTES bytes, once with a write each and once with
// MESSAGES-A-WRITE of them (16 unless told) in one write. A process of its own reads. The clock runs from the first
// write until the last byte is read. Then BYTES are appended to a file in FOLDER (the working folder unless told) and
// forced to the disk, again and again for two seconds. The result is one JSON object.

#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { EVENTS = 1024, READ_SIZE = 1 << 16, PATIENCE_SECONDS = 120, LONGEST_SECONDS = 600 };

static void fail(const char *what) {
    fprintf(stderr, "yardstick: %s: %s\n", what, strerror(errno));
    exit(1);
}

static double now(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static long number(const char *text, long least, long greatest) {
    char *end;
    long value = strtol(text, &end, 10);
    if (*end != 0 || value < least || value > greatest) {
        fprintf(stderr, "yardstick: %s is not a number from %ld to %ld\n", text, least, greatest);
        exit(64);
    }
    return value;
}

static void allow_files(long count) {
    struct rlimit limit;
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < (rlim_t)count + 32) {
        fprintf(stderr, "yardstick: only %lu files may be open\n", (unsigned long)limit.rlim_cur);
        exit(64);
    }
}

// The reading process: connects, then reads so many bytes twice, and says each time that it has them.
static void read_all(struct sockaddr_in to, long sockets, uint64_t expected, int tell) {
    alarm(LONGEST_SECONDS);
    int poll = epoll_create1(0);
    if (poll < 0) fail("epoll");
    for (long i = 0; i < sockets; i++) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        if (fd < 0) fail("socket");
        if (connect(fd, (struct sockaddr *)&to, sizeof to) < 0) fail("connect");
        fcntl(fd, F_SETFL, O_NONBLOCK);
        struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &event) < 0) fail("epoll");
    }
    static char buffer[READ_SIZE];
    static struct epoll_event events[EVENTS];
    for (int round = 0; round < 2; round++) {
        uint64_t got = 0;
        while (got < expected) {
            int count = epoll_wait(poll, events, EVENTS, PATIENCE_SECONDS * 1000);
            if (count == 0) exit(1);
            for (int i = 0; i < count; i++) {
                ssize_t size = read(events[i].data.fd, buffer, sizeof buffer);
                if (size > 0) got += (uint64_t)size;
                else if (size == 0 || errno != EAGAIN) exit(1);
            }
        }
        double end = now(CLOCK_MONOTONIC);
        if (write(tell, &end, sizeof end) != sizeof end) exit(1);
    }
    exit(0);
}

// One connection, as far as the writer is with it.
struct line {
    int fd;
    uint64_t sent;
};

// Writes what is still to be sent; returns 0 when the connection takes no more for now.
static int push(struct line *line, const char *bytes, uint64_t target) {
    while (line->sent < target) {
        ssize_t size = write(line->fd, bytes, (size_t)(target - line->sent));
        if (size > 0) line->sent += (uint64_t)size;
        else if (errno == EAGAIN) return 0;
        else fail("write");
    }
    return 1;
}

// Sends all messages to all connections, so many of them in one write, and prints how fast they were read.
static void measure(const char *name, struct line *lines, long sockets, int poll, long bytes, long messages, long each,
                    int hear) {
    static struct epoll_event events[EVENTS];
    char *chunk = malloc((size_t)(bytes * each));
    if (!chunk) fail("memory");
    memset(chunk, 'x', (size_t)(bytes * each));
    uint64_t base = lines[0].sent, target = 0;
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    for (long done = 0; done < messages; done += each) {
        long count = messages - done < each ? messages - done : each;
        target += (uint64_t)(count * bytes);
        long behind = 0;
        for (long i = 0; i < sockets; i++) behind += !push(&lines[i], chunk, base + target);
        while (behind > 0) {
            int ready = epoll_wait(poll, events, EVENTS, PATIENCE_SECONDS * 1000);
            if (ready == 0) fail("the reader stands still");
            for (int i = 0; i < ready; i++) {
                struct line *line = events[i].data.ptr;
                if (line->sent < base + target) behind -= push(line, chunk, base + target);
            }
        }
    }
    cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    double end;
    if (read(hear, &end, sizeof end) != sizeof end) {
        fprintf(stderr, "yardstick: the reader is gone\n");
        exit(1);
    }
    double seconds = end - start, deliveries = (double)sockets * (double)messages;
    printf("  \"%s\": {\"deliveriesPerSecond\": %.0f, \"seconds\": %.3f, \"writerMicrosecondsEach\": %.3f},\n", name,
           deliveries / seconds, seconds, cpu / deliveries * 1e6);
    free(chunk);
}

static int ascending(const void *one, const void *other) {
    double a = *(const double *)one, b = *(const double *)other;
    return (a > b) - (a < b);
}

// Appends to a file and forces it to the disk, for two seconds.
static void force(const char *folder, long bytes) {
    enum { MOST = 100000 };
    static double times[MOST];
    char path[4096];
    snprintf(path, sizeof path, "%s/yardstick-XXXXXX", folder);
    int fd = mkstemp(path);
    if (fd < 0) fail(path);
    unlink(path);
    char *record = calloc(1, (size_t)bytes);
    if (!record) fail("memory");
    long count = 0;
    double start = now(CLOCK_MONOTONIC), last = start;
    while (count < MOST && last - start < 2) {
        if (write(fd, record, (size_t)bytes) != bytes || fdatasync(fd) < 0) fail("fdatasync");
        double time = now(CLOCK_MONOTONIC);
        times[count++] = time - last;
        last = time;
    }
    qsort(times, (size_t)count, sizeof times[0], ascending);
    printf("  \"fdatasync\": {\"perSecond\": %.0f, \"p50Milliseconds\": %.3f, \"p99Milliseconds\": %.3f, "
           "\"longestMilliseconds\": %.3f}\n",
           (double)count / (last - start), times[count / 2] * 1e3, times[count * 99 / 100] * 1e3,
           times[count - 1] * 1e3);
    free(record);
    close(fd);
}

int main(int argc, char **argv) {
    if (argc < 4 || argc > 6) {
        fprintf(stderr, "usage: yardstick SOCKETS BYTES MESSAGES [MESSAGES-A-WRITE [FOLDER]]\n");
        return 64;
    }
    long sockets = number(argv[1], 1, 19000), bytes = number(argv[2], 1, 1 << 20);
    long messages = number(argv[3], 1, 10000000), each = argc > 4 ? number(argv[4], 1, 1024) : 16;
    allow_files(sockets);
    signal(SIGPIPE, SIG_IGN);
    // Whatever happens to the other process, this one ends.
    alarm(LONGEST_SECONDS);

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (listen(listener, 4096) < 0 || getsockname(listener, (struct sockaddr *)&address, &length) < 0) fail("listen");
    int word[2];
    if (pipe(word) < 0) fail("pipe");
    pid_t reader = fork();
    if (reader < 0) fail("fork");
    if (reader == 0) {
        close(listener);
        close(word[0]);
        read_all(address, sockets, (uint64_t)sockets * (uint64_t)bytes * (uint64_t)messages, word[1]);
    }
    close(word[1]);

    struct line *lines = calloc((size_t)sockets, sizeof *lines);
    int poll = epoll_create1(0), one = 1;
    if (!lines || poll < 0) fail("memory");
    for (long i = 0; i < sockets; i++) {
        lines[i].fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
        if (lines[i].fd < 0) fail("accept");
        setsockopt(lines[i].fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        struct epoll_event event = {.events = EPOLLOUT | EPOLLET, .data.ptr = &lines[i]};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, lines[i].fd, &event) < 0) fail("epoll");
    }
    printf("{\n  \"sockets\": %ld, \"bytes\": %ld, \"messages\": %ld, \"messagesAWrite\": %ld,\n", sockets, bytes,
           messages, each);
    measure("oneWriteEach", lines, sockets, poll, bytes, messages, 1, word[0]);
    measure("coalesced", lines, sockets, poll, bytes, messages, each, word[0]);
    int status;
    waitpid(reader, &status, 0);
    force(argc > 5 ? argv[5] : ".", bytes);
    printf("}\n");
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : 1;
}
