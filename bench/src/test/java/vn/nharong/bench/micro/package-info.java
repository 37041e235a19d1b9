@NullMarked
package vn.nharong.bench.micro;

import org.jspecify.annotations.NullMarked;
