package vn.nharong.control.identity;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Who may call an endpoint; every handler method bears one, or the build fails. The table of roles, acts and subtrees is
 * made from these.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Allowed {
    /** Any of these; none for {@link Scope#ANYBODY} and {@link Scope#SIGNED_IN}. */
    Role[] value() default {};

    Scope in();

    /** Where the role must hold. */
    enum Scope {
        /** No sign-in needed. */
        ANYBODY,
        /** Signed in, whatever the role. */
        SIGNED_IN,
        /** From this machine alone, without sign-in: a loopback socket and Host, no forwarding header. */
        THIS_MACHINE,
        /** At or above the unit that convened the meeting of the path variable {@code meeting}. */
        MEETING,
        /** The command line on this machine, by the secret in the data folder. */
        COMMAND_LINE,
        /** At or above the unit of the path variable {@code unit}, of the site {@code site} or of the {@code endpoint}. */
        UNIT,
        /** Anywhere; the handler itself cuts what it answers to the actor's subtrees. */
        OWN_UNITS,
        /** At the root of the tree. */
        HOUSE,
        /** A site's own device, for its own seat. */
        DEVICE,
        /** A guest's browser, for its own place in the lobby or its own seat. */
        GUEST
    }
}
