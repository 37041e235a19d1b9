/** What an administrator's pages ask for and do: directory, accounts, devices, sessions. */
@NullMarked
package vn.nharong.control.administration;

import org.jspecify.annotations.NullMarked;
