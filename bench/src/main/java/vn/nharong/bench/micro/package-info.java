/** What the stages of a packet's way cost by themselves, by JMH: {@code bench micro}. */
@NullMarked
package vn.nharong.bench.micro;

import org.jspecify.annotations.NullMarked;
