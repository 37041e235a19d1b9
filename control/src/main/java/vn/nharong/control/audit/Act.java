package vn.nharong.control.audit;

/**
 * One act, as it is told to the log.
 *
 * @param actor who: an account, a device, or {@code system}
 * @param act what, a stable word such as {@code directory.imported}
 * @param subject on what, by its id or name
 * @param cause why, or by what: a request, a rule, a note of the actor
 * @param detail JSON, empty when there is nothing more to say
 */
public record Act(String actor, String act, String subject, String cause, String detail) {}
