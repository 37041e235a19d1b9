package vn.nharong.sfu.loop;

import java.util.Arrays;

/** A binary heap of transports by their next time-out, with updates in place. Belongs to one loop. */
final class LoopTimers {
    private LoopTransport[] heap = new LoopTransport[64];
    private int size;

    long nextNanos() {
        return size == 0 ? Long.MAX_VALUE : heap[0].timerNanos;
    }

    LoopTransport first() {
        return heap[0];
    }

    void update(LoopTransport transport, long atNanos) {
        if (transport.timerIndex < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            transport.timerNanos = atNanos;
            transport.timerIndex = size;
            heap[size++] = transport;
            up(size - 1);
            return;
        }
        long old = transport.timerNanos;
        if (old == atNanos) {
            return;
        }
        transport.timerNanos = atNanos;
        if (atNanos < old) {
            up(transport.timerIndex);
        } else {
            down(transport.timerIndex);
        }
    }

    void remove(LoopTransport transport) {
        int at = transport.timerIndex;
        if (at < 0) {
            return;
        }
        transport.timerIndex = -1;
        LoopTransport last = heap[--size];
        if (at < size) {
            heap[at] = last;
            last.timerIndex = at;
            up(at);
            down(last.timerIndex);
        }
    }

    private void up(int from) {
        int i = from;
        LoopTransport moving = heap[i];
        while (i > 0) {
            int parent = i - 1 >> 1;
            if (heap[parent].timerNanos <= moving.timerNanos) {
                break;
            }
            heap[i] = heap[parent];
            heap[i].timerIndex = i;
            i = parent;
        }
        heap[i] = moving;
        moving.timerIndex = i;
    }

    private void down(int from) {
        int i = from;
        LoopTransport moving = heap[i];
        while (true) {
            int child = 2 * i + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && heap[child + 1].timerNanos < heap[child].timerNanos) {
                child++;
            }
            if (heap[child].timerNanos >= moving.timerNanos) {
                break;
            }
            heap[i] = heap[child];
            heap[i].timerIndex = i;
            i = child;
        }
        heap[i] = moving;
        moving.timerIndex = i;
    }
}
